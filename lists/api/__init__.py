"""`/api/v1/`: what is published, as JSON and as files, for programs."""
