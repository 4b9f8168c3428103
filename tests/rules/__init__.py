"""Rules about the code itself, so that the build says why when somebody breaks one."""
