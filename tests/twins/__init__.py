"""Local twins of the services that hotlines use: each with the traps that the service documents."""
