"""Use cases of lanes: one public function a file."""
