"""Use cases of checkout: one public function a file."""
