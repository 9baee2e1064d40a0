"""Use cases of planning: one public function a file."""
