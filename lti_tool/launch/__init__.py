"""LTI coming in: the login, the launch, and what is peculiar to each host."""
