# The front door: a few words for what newcomers and CI do. The build itself is CMake's; see
# `cmake --list-presets`.
PRESET ?= release
PREFIX ?= /usr/local
BUILD := build/$(PRESET)
STRANDED := $(BUILD)/bin/stranded
JOBS := $(shell nproc 2>/dev/null || echo 2)

.PHONY: all deps build demo test bench install format tidy clean help

all: build

help:
	@echo 'make demo      install what is missing, build, analyse testcases/demo_server'
	@echo 'make test      install what is missing, build, run every test'
	@echo 'make bench     measure speed and memory (PROJECT=DIR; see docs/performance.md)'
	@echo 'make install   install to PREFIX ($(PREFIX))'
	@echo 'make format    reformat the C code'
	@echo 'make tidy      run clang-tidy'
	@echo 'make clean     remove build/'

deps:
	@.ci/install-deps

build: deps
	cmake --preset $(PRESET)
	cmake --build --preset $(PRESET)

# Findings (exit 1) are what the demo is for; only 2 and above mean that it did not work.
demo: build
	@echo
	@echo '$$ stranded check -p testcases/demo_server'
	@$(STRANDED) check -p testcases/demo_server --db $(BUILD)/demo.db || [ $$? -eq 1 ]

# Headers of some of the libraries that models state, to compare the models with: the rest are compared
# where they are installed (tests/unit/models/headers.tsv).
LIBRARIES := libcurl4-openssl-dev libdbus-1-dev libevent-dev libhiredis-dev libmicrohttpd-dev \
	libmosquitto-dev libpq-dev libssl-dev libuv1-dev libzmq3-dev

test: build
	@.ci/install-deps $(LIBRARIES)
	ctest --preset $(PRESET) --parallel $(JOBS) --output-junit test-results.xml

bench: build
	python3 tests/bench/run_bench.py --stranded $(STRANDED)

install:
	@test -x $(STRANDED) || $(MAKE) build
	cmake --install $(BUILD) --prefix $(PREFIX)

format: deps
	python3 tests/house/format.py . --fix

tidy:
	@.ci/install-deps clang-tidy-19
	cmake --preset dev-clang
	cmake --build --preset dev-clang
	run-clang-tidy-19 -quiet -p build/dev-clang

clean:
	rm -rf build
