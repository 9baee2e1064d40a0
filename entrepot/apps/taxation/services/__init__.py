"""Use cases of taxation: one public function a file."""
