"""Use cases of purchasing: one public function a file."""
