#!/usr/bin/env bash
# Publishes the built packages; run again after a failure it goes on with those that are missing. Options,
# such as --dry-run, are npm's. Run by .github/workflows/publish.yml.
set -euo pipefail
cd "$(dirname "$0")/.."
# What "n8n-node prerelease" asks for, so that nobody publishes by accident.
export RELEASE_MODE=true

for folder in . packages/*; do
	(
		cd "$folder"
		package=$(node -p '({ name, version } = require("./package.json"), name + "@" + version)')
		if [ -n "$(npm view "$package" version 2>/dev/null)" ]; then
			echo "$package is published already"
		else
			npm publish --provenance --access public "$@"
		fi
	)
done
