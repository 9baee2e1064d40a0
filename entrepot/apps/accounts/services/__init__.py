"""Use cases of accounts: one public function a file."""
