# `make demo` and `make test` work on a fresh Debian 12 with Swift; `make build` builds the release binary.
SHELL := /bin/bash
SWIFT ?= swift
PACKAGES := libdnnl-dev libopenblas-dev liblinear-dev libturbojpeg0-dev libpng-dev libwebp-dev libcairo2-dev libsqlite3-dev libssl-dev fonts-dejavu-core

.PHONY: build demo test bench pictures lint install clean

# Without debug information, which nobody who only runs the program needs and which costs a part of the build's time.
build: install
	$(SWIFT) build -c release --product unit-atlas -debug-info-format none --explicit-target-dependency-import-check error

# Draws scenes, indexes them with the included network, and draws contact sheets of its units.
demo: build
	.build/release/unit-atlas demo

# Measures engine, pipeline, memory, sheets and queries. BENCH='--models DIR --images DIR' selects networks and images.
bench: build
	python3 Tools/bench.py .build/release/unit-atlas $(BENCH)

# Makes the pictures of README and the documentation anew. PICTURES='--data DIR' includes those of real networks.
pictures: build
	python3 Tools/make_docs_pictures.py .build/release/unit-atlas $(PICTURES)

# Runs the tests, then lists those that were skipped, with the reason.
test: install
	@mkdir -p .build
	@set -o pipefail; \
	$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build/testing --explicit-target-dependency-import-check error \
	  2>&1 | tee .build/test.log; status=$$?; \
	skipped=$$(grep -hE '(Suite|Test) .* skipped: ' .build/test.log | sed 's/^[^A-Za-z]*//' | sort -u); \
	if [ -n "$$skipped" ]; then echo "Skipped:"; echo "$$skipped"; else echo "No test was skipped."; fi; \
	exit $$status

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift $$(find Sources Tests -name '*.swift')

# Installs missing Debian packages.
install:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  root=""; [ "$$(id -u)" = 0 ] || root=sudo; \
	  echo "installing:$$missing"; \
	  $$root apt-get update -q && DEBIAN_FRONTEND=noninteractive $$root apt-get install -q -y --no-install-recommends $$missing; \
	fi

clean:
	rm -rf .build
