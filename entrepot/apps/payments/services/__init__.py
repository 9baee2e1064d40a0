"""Use cases of payments: one public function a file."""
