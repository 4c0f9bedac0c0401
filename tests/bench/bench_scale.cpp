// The store with a chain of 111,000 transactions and a million coins: how large its rows are, how
// soon a wallet's coins are found, and what a block of 2,000 payments costs beside plain SQLite with
// the same rows. Medians; both sides of a comparison run in turn.
#include "tests/bench/scale_data.h"
#include "tests/support/plain_chain.h"

#include <filesystem>

namespace timecoin {
namespace {

constexpr int kBlocks = 9;
constexpr std::uint32_t kPayments = 2'000;
constexpr int kReadings = 5;
/// The payers below are spent by what bench_scale_node.cpp prepares.
constexpr std::uint32_t kFirstPayer = 20'000;

std::int64_t number(sqlite3* handle, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr);
    const std::int64_t found =
        sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return found;
}

/// Bytes of file for each row of `table`, in its own tree and in that of `index`.
void countRows(benchmark::State& state, sqlite3* handle, const std::string& table,
               const std::string& tree) {
    const auto rows = static_cast<double>(number(handle, "SELECT count(*) FROM " + table));
    const auto bytes = static_cast<double>(
        number(handle, "SELECT sum(pgsize) FROM dbstat WHERE name = '" + tree + "'"));
    state.counters[tree + "_bytes"] = rows > 0 ? bytes / rows : 0;
    if (tree == table) state.counters[table] = rows;
}

void BM_ScaleRows(benchmark::State& state) {
    const std::string path = scaleNodeCopy("rows") + "/chain.db";
    for (auto _ : state) {
    }
    sqlite3* handle = nullptr;
    sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr);
    countRows(state, handle, "coins", "coins");
    countRows(state, handle, "coins", "coins_by_lock");
    countRows(state, handle, "transactions", "transactions");
    sqlite3_close(handle);
    state.counters["file_mib"] =
        static_cast<double>(std::filesystem::file_size(path)) / (1024.0 * 1024.0);
}
BENCHMARK(BM_ScaleRows)->Iterations(1);

/// Each reading with a store opened anew: its cache is empty, the system's is not.
void BM_ScaleWalletCoins(benchmark::State& state) {
    const std::string folder = scaleNodeCopy("wallet");
    const auto locks = bigChain().walletLocks();
    std::vector<double> wall;
    for (auto _ : state) {
        for (int reading = 0; reading < kReadings; ++reading) {
            const auto store = BigChain::openStore(folder + "/chain.db", bigChain().network());
            const Stopwatch watch;
            std::size_t found = 0;
            for (const Lock& lock : locks) found += store->coinsOf(lock).value().size();
            wall.push_back(watch.wallMs());
            if (found != locks.size() * bigChain().plan().coinsPerWalletKey)
                return state.SkipWithError("coins are missing");
        }
    }
    state.counters["median_ms"] = medianOf(wall);
    state.counters["worst_ms"] = worstOf(wall);
}
BENCHMARK(BM_ScaleWalletCoins)->Iterations(1)->Unit(benchmark::kMillisecond);

void BM_ScaleBlockOf2000(benchmark::State& state) {
    const std::string folder = scaleNodeCopy("block");
    const auto store = BigChain::openStore(folder + "/chain.db", bigChain().network());
    PlainChain plain(folder + "/plain.db");
    plain.fill(*store);
    ChainMaker maker(bigChain().network(), bigChain().operators(), *store);
    std::vector<double> wall;
    std::vector<double> cpu;
    std::vector<double> plainWall;
    std::vector<double> plainCpu;
    for (auto _ : state) {
        for (std::uint32_t block = 0; block < kBlocks; ++block) {
            const BigPayments payments(bigChain(), *store, kFirstPayer + block * kPayments,
                                       kPayments);
            const BlockCommit commit = maker.next(maker.checked(payments.plan()));
            const PlainRows rows(commit);
            plain.look(rows);
            const Stopwatch watch;
            if (!maker.commit(commit)) return state.SkipWithError("commit failed");
            wall.push_back(watch.wallMs());
            cpu.push_back(watch.cpuMs());
            const Stopwatch plainWatch;
            plain.write(rows);
            plainWall.push_back(plainWatch.wallMs());
            plainCpu.push_back(plainWatch.cpuMs());
        }
    }
    state.counters["store_ms"] = medianOf(wall);
    state.counters["store_cpu_ms"] = medianOf(cpu);
    state.counters["plain_ms"] = medianOf(plainWall);
    state.counters["plain_cpu_ms"] = medianOf(plainCpu);
    state.counters["ratio"] = medianOf(wall) / medianOf(plainWall);
    state.counters["cpu_ratio"] = medianOf(cpu) / medianOf(plainCpu);
}
BENCHMARK(BM_ScaleBlockOf2000)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace timecoin
