"""Use cases of catalog: one public function a file."""
