// Starts every benchmark of this folder: `./dev bench --benchmark_filter=...`.
#include "node/base/crypto.h"

#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
    if (!timecoin::startCrypto()) return 1;
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
