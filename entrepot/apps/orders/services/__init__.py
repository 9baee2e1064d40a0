"""Use cases of orders: one public function a file."""
