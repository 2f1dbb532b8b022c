# `make demo` and `make test` do everything on a fresh Debian 12 with Swift; `make build` makes the release binary.
SWIFT ?= swift
PACKAGES := libdnnl-dev libopenblas-dev liblinear-dev libturbojpeg0-dev libpng-dev libcairo2-dev libsqlite3-dev fonts-dejavu-core

.PHONY: build demo test bench lint install clean

build: install
	$(SWIFT) build -c release --product unit-atlas --explicit-target-dependency-import-check error

# Draws scenes, indexes them with a small network that comes with the program, and shows what its units look at.
demo: build
	.build/release/unit-atlas demo

# What this machine reaches: engine, pipeline, memory, sheets, queries. BENCH='--models DIR --images DIR' measures others.
bench: build
	python3 Tools/bench.py .build/release/unit-atlas $(BENCH)

test: install
	$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build/testing --explicit-target-dependency-import-check error

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift $$(find Sources Tests -name '*.swift' -not -path '*/Generated/*')

# Installs the Debian packages that are missing, and does nothing when none is.
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
