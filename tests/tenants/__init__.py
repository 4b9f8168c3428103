"""Who uses Signpost and from where: tenants, hosts, deployments, courses, staff, contacts, our keys."""
