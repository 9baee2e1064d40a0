"""Use cases of fulfilment: one public function a file."""
