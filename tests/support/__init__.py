"""What several tests share: databases, fakes, sample values."""
