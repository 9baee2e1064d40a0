"""Use cases of markets: one public function a file."""
