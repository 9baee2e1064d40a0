"""Use cases of suppliers: one public function a file."""
