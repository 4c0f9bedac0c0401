// Storage: what a block, a look-up and a safety record cost, beside plain SQLite doing the same
// rows without any of our checks. All on a real file, every commit synced.
#include "node/storage/sqlite/chain_store.h"
#include "node/storage/sqlite/safety_log.h"
#include "node/storage/sqlite/stored_values.h"
#include "tests/support/fixtures.h"
#include "tests/support/sample_chain.h"

#include <benchmark/benchmark.h>
#include <filesystem>
#include <sqlite3.h>
#include <stdlib.h>

namespace timecoin {
namespace {

constexpr std::size_t kPayments = 2'000;

/// A folder of its own, gone with it. TMPDIR chooses the disk.
class Folder {
public:
    Folder() {
        const auto base = std::filesystem::temp_directory_path() / "timecoin-bench-XXXXXX";
        std::string name = base.string();
        m_path = mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(m_path); }
    std::string file(const char* name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

Network benchNetwork() {
    auto [params, genesis, hash] = testNetwork(4).network;
    // 60 large coins: two blocks of fan-out make enough for every benchmark.
    for (std::uint32_t i = 0; i < 60; ++i)
        genesis.balances.push_back({Amount::time(1'000'000), SampleChain::lock(i)});
    return Network::make(std::move(params), std::move(genesis));
}

/// A chain store with about `coins` coins, and the chain that it holds.
struct Prepared {
    explicit Prepared(std::uint32_t coins, std::uint32_t coinCacheKiB = 32'768)
        : chain(benchNetwork(), 1) {
        DatabaseOptions options;
        options.coinCacheKiB = coinCacheKiB;
        store = std::move(SqliteChainStore::open(folder.file("chain"), options)).value();
        if (!store->openGenesis(benchNetwork())) std::abort();
        const std::uint32_t each = std::max(2U, coins / 60);
        add(chain.next(60, std::min(each, 1'000U)));
        while (chain.coins().size() < coins) add(chain.next(500, 40));
        writeBackAll();
    }
    /// What is worth writing is in the table then.
    void writeBackAll() {
        while (store->writeBack().value()) {
        }
    }
    void add(const BlockCommit& commit) {
        if (!store->commit(commit, chain.context(chain.height() + 1))) std::abort();
        chain.took(commit);
    }
    Folder folder;
    SampleChain chain;
    std::unique_ptr<SqliteChainStore> store;
};

constexpr std::uint32_t kNothingWrittenBack = 2'000'000;
constexpr std::uint32_t kAllWrittenBack = 0;

/// A block of 2,000 payments, two outputs each, on top of `range` coins: checked against the coins
/// and synced. Its coins stay in memory.
void blockCommit(benchmark::State& state) {
    Prepared at(static_cast<std::uint32_t>(state.range(0)), kAllWrittenBack);
    const std::string path = at.folder.file("chain");
    at.store.reset();
    DatabaseOptions options;
    options.coinCacheKiB = kNothingWrittenBack;
    at.store = std::move(SqliteChainStore::open(path, options)).value();
    if (!at.store->openGenesis(benchNetwork())) std::abort();
    for (auto _ : state) {
        state.PauseTiming();
        const BlockCommit commit = at.chain.next(kPayments);
        const HeightContext context = at.chain.context(at.chain.height() + 1);
        state.ResumeTiming();
        if (!at.store->commit(commit, context)) state.SkipWithError("commit failed");
        state.PauseTiming();
        at.chain.took(commit);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPayments));
    state.SetLabel("items are payments");
}
BENCHMARK(blockCommit)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

/// The coins of such a block into their table, afterwards: 2,000 rows less, 4,000 more, in batches.
void blockWriteBack(benchmark::State& state) {
    Prepared at(static_cast<std::uint32_t>(state.range(0)), kAllWrittenBack);
    for (auto _ : state) {
        state.PauseTiming();
        at.add(at.chain.next(kPayments));
        state.ResumeTiming();
        at.writeBackAll();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPayments));
    state.SetLabel("items are payments");
}
BENCHMARK(blockWriteBack)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void smallBlockCommit(benchmark::State& state) {
    Prepared at(10'000);
    for (auto _ : state) {
        state.PauseTiming();
        const BlockCommit commit = at.chain.next(10);
        const HeightContext context = at.chain.context(at.chain.height() + 1);
        state.ResumeTiming();
        if (!at.store->commit(commit, context)) state.SkipWithError("commit failed");
        state.PauseTiming();
        at.chain.took(commit);
        state.ResumeTiming();
    }
}
BENCHMARK(smallBlockCommit)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Any coin: `kept` = 1 with room for all of them in memory, 0 with room for none.
void coinLookup(benchmark::State& state) {
    Prepared at(static_cast<std::uint32_t>(state.range(0)),
                state.range(1) == 1 ? kNothingWrittenBack : kAllWrittenBack);
    std::mt19937_64 random(2);
    const auto& coins = at.chain.coins();
    for (auto _ : state) {
        const auto found = at.store->coin(coins[random() % coins.size()].first);
        if (!found) state.SkipWithError("coin not found");
    }
}
BENCHMARK(coinLookup)->ArgNames({"coins", "kept"})->ArgsProduct({{10'000, 100'000}, {0, 1}});

/// All coins in pages of 1,000, as a snapshot reads them: of the tip, or of a boundary that lies
/// ten blocks of 500 payments below it.
void coinPages(benchmark::State& state) {
    Prepared at(100'000);
    BlockCommit last = at.chain.next(500);
    last.endsEpoch = true;
    at.add(last);
    for (int i = 0; i < 10; ++i) at.add(at.chain.next(500));
    const CoinsAt which = state.range(0) == 1 ? CoinsAt::NewestBoundary : CoinsAt::Tip;
    std::int64_t coins = 0;
    for (auto _ : state) {
        std::optional<OutPoint> after;
        for (;;) {
            const auto page = at.store->coinsPage(which, after, 1'000).value();
            coins += static_cast<std::int64_t>(page.size());
            if (page.size() < 1'000) break;
            after = page.back().outpoint;
        }
    }
    state.SetItemsProcessed(coins);
    state.SetLabel("items are coins");
}
BENCHMARK(coinPages)->ArgName("boundary")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void safetyAppend(benchmark::State& state) {
    Folder folder;
    auto log = std::move(SqliteSafetyLog::open(folder.file("safety"))).value();
    std::uint64_t sequence = 0;
    for (auto _ : state) {
        ++sequence;
        const std::vector<SafetyRecord> one = {
            {SafetyKind::Statement, sequence, 0, {}, sequence, Bytes(160, 1)}};
        if (!log->append(one)) state.SkipWithError("append failed");
    }
}
BENCHMARK(safetyAppend)->Unit(benchmark::kMicrosecond)->UseRealTime();

// ---- plain SQLite ---------------------------------------------------------------------

/// The C API with nothing around it and no return code looked at.
struct Plain {
    explicit Plain(const char* schema) {
        sqlite3_open(folder.file("plain").c_str(), &handle);
        sqlite3_exec(handle,
                     "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
                     "PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF;"
                     "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;",
                     nullptr, nullptr, nullptr);
        sqlite3_exec(handle, schema, nullptr, nullptr, nullptr);
    }
    ~Plain() {
        for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
        sqlite3_close(handle);
    }
    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
        statements.push_back(statement);
        return statement;
    }
    void exec(const char* sql) { sqlite3_exec(handle, sql, nullptr, nullptr, nullptr); }

    Folder folder;
    sqlite3* handle = nullptr;
    std::vector<sqlite3_stmt*> statements;
};

void bindBlob(sqlite3_stmt* statement, int at, ByteView bytes) {
    sqlite3_bind_blob(statement, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

/// Encoded before the clock starts: only the rows are measured.
struct PlainBlock {
    BlockCommit commit;
    Bytes header;
    Bytes certificate;
    Bytes body;
    Bytes delta;
    Bytes coinHash;
    std::vector<Hash> ids;
    std::vector<Bytes> locks;

    explicit PlainBlock(SampleChain& chain)
        : commit(chain.next(kPayments)),
          header(encoded(commit.block.block.header)),
          certificate(encoded(commit.block.certificate)),
          body(encoded(commit.block.block)),
          delta(encodeDelta(commit.delta)),
          coinHash(encoded(commit.coinHash)) {
        for (const Transaction& tx : commit.block.block.transactions) ids.push_back(tx.id());
        std::sort(ids.begin(), ids.end());
        for (const auto& created : commit.delta.created)
            locks.push_back(encoded(created.coin.output.lock));
    }
};

constexpr const char* kPlainTables =
    "CREATE TABLE tip(id INTEGER PRIMARY KEY, height, coin_hash);"
    "CREATE TABLE blocks(height INTEGER PRIMARY KEY, header, certificate);"
    "CREATE TABLE bodies(height INTEGER PRIMARY KEY, body);"
    "CREATE TABLE deltas(height INTEGER PRIMARY KEY, delta);"
    "CREATE TABLE coins(txid, idx, value, lock, mature, PRIMARY KEY(txid, idx)) WITHOUT ROWID;"
    "CREATE INDEX coins_by_lock ON coins(lock);"
    "CREATE TABLE transactions(txid PRIMARY KEY, height) WITHOUT ROWID;";

struct PlainStatements {
    sqlite3_stmt* tip;
    sqlite3_stmt* block;
    sqlite3_stmt* body;
    sqlite3_stmt* delta;
    sqlite3_stmt* spend;
    sqlite3_stmt* create;
    sqlite3_stmt* index;

    explicit PlainStatements(Plain& plain)
        : tip(plain.prepare("INSERT OR REPLACE INTO tip VALUES(1, ?, ?)")),
          block(plain.prepare("INSERT INTO blocks VALUES(?, ?, ?)")),
          body(plain.prepare("INSERT INTO bodies VALUES(?, ?)")),
          delta(plain.prepare("INSERT INTO deltas VALUES(?, ?)")),
          spend(plain.prepare("DELETE FROM coins WHERE txid = ? AND idx = ?")),
          create(plain.prepare("INSERT INTO coins VALUES(?, ?, ?, ?, ?)")),
          index(plain.prepare("INSERT INTO transactions VALUES(?, ?)")) {}
};

void step(sqlite3_stmt* statement) {
    sqlite3_step(statement);
    sqlite3_reset(statement);
}

/// The rows of a commit: block, body, delta, index, tip.
void writePlain(Plain& plain, const PlainStatements& sql, const PlainBlock& block) {
    const auto height = static_cast<sqlite3_int64>(block.commit.block.block.header.height);
    plain.exec("BEGIN IMMEDIATE");
    sqlite3_bind_int64(sql.block, 1, height);
    bindBlob(sql.block, 2, block.header);
    bindBlob(sql.block, 3, block.certificate);
    step(sql.block);
    for (const auto& [statement, bytes] :
         {std::pair(sql.body, &block.body), std::pair(sql.delta, &block.delta),
          std::pair(sql.tip, &block.coinHash)}) {
        sqlite3_bind_int64(statement, 1, height);
        bindBlob(statement, 2, *bytes);
        step(statement);
    }
    for (const Hash& id : block.ids) {
        bindBlob(sql.index, 1, id.view());
        sqlite3_bind_int64(sql.index, 2, height);
        step(sql.index);
    }
    plain.exec("COMMIT");
}

void createPlain(const PlainStatements& sql, const OutPoint& outpoint, const Coin& coin,
                 const Bytes& lock) {
    bindBlob(sql.create, 1, outpoint.txid.view());
    sqlite3_bind_int64(sql.create, 2, outpoint.index);
    sqlite3_bind_int64(sql.create, 3, static_cast<sqlite3_int64>(coin.output.value.satoshi()));
    bindBlob(sql.create, 4, lock);
    sqlite3_bind_int64(sql.create, 5, static_cast<sqlite3_int64>(coin.matureSlot));
    step(sql.create);
}

/// The rows of its coins, in one transaction.
void writePlainCoins(Plain& plain, const PlainStatements& sql, const PlainBlock& block) {
    plain.exec("BEGIN IMMEDIATE");
    for (const auto& spent : block.commit.delta.spent) {
        bindBlob(sql.spend, 1, spent.outpoint.txid.view());
        sqlite3_bind_int64(sql.spend, 2, spent.outpoint.index);
        step(sql.spend);
    }
    for (std::size_t i = 0; i < block.locks.size(); ++i) {
        const auto& [outpoint, coin] = block.commit.delta.created[i];
        createPlain(sql, outpoint, coin, block.locks[i]);
    }
    plain.exec("COMMIT");
}

/// The same chain as in blockCommit and blockWriteBack; `measured` is timed.
void plainBlocks(benchmark::State& state, decltype(writePlain)* measured,
                 decltype(writePlain)* besides) {
    Plain plain(kPlainTables);
    const PlainStatements sql(plain);
    SampleChain chain(benchNetwork(), 1);
    const auto coins = static_cast<std::size_t>(state.range(0));
    while (chain.coins().size() < coins) chain.took(chain.next(500, 40));
    plain.exec("BEGIN");
    for (const auto& [outpoint, coin] : chain.coins())
        createPlain(sql, outpoint, coin, encoded(coin.output.lock));
    plain.exec("COMMIT");
    for (auto _ : state) {
        state.PauseTiming();
        const PlainBlock block(chain);
        if (besides) besides(plain, sql, block);
        state.ResumeTiming();
        measured(plain, sql, block);
        state.PauseTiming();
        chain.took(block.commit);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kPayments));
    state.SetLabel("items are payments");
}
void plainBlockRows(benchmark::State& state) {
    plainBlocks(state, writePlain, nullptr);
}
BENCHMARK(plainBlockRows)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();
void plainCoinRows(benchmark::State& state) {
    plainBlocks(state, writePlainCoins, writePlain);
}
BENCHMARK(plainCoinRows)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void plainSafetyRow(benchmark::State& state) {
    Plain plain("CREATE TABLE records(position INTEGER PRIMARY KEY, sequence, bytes);");
    sqlite3_stmt* const insert = plain.prepare("INSERT INTO records VALUES(NULL, ?, ?)");
    const Bytes bytes(160, 1);
    for (auto _ : state) {
        sqlite3_bind_int64(insert, 1, 1);
        bindBlob(insert, 2, bytes);
        step(insert);  // a transaction of its own
    }
}
BENCHMARK(plainSafetyRow)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace timecoin
