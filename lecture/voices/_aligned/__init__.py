"""What voices without word times share: sound from files, and words timed by the sound of a voice that has them."""
