"""Use cases of inventory: one public function a file."""
