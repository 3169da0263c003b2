# What a newcomer types: `make run` for the demo on http://localhost:8080, `make test` for every
# test. `make build` only builds, `make clean` removes what was built (not the fetched sources).
# Each step is in cmake/make.sh; everything that is made lies in build/ and web/dist.
.PHONY: build run test clean
.NOTPARALLEL:

build run test clean:
	@bash cmake/make.sh $@
