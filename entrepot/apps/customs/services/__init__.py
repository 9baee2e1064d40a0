"""Use cases of customs: one public function a file."""
