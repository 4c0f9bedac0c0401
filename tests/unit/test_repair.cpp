// R-STO-14: what a check finds, one lie at a time, and which blocks a rebuild takes.
#include "node/repair/chain_check.h"
#include "node/repair/chain_rebuild.h"
#include "node/storage/memory_store.h"
#include "tests/support/test_chain.h"

#include <QTest>

#include <functional>

using namespace timecoin;

namespace {

using Code = ChainProblem::Code;
using End = RebuildReport::End;

constexpr std::uint64_t kBlockMs = 20'000;  // two slots: five blocks in an epoch
constexpr std::uint32_t kBlocks = 13;

/// A store whose answers a test can change. Everything not named here is the memory store's.
class LyingStore final : public ChainStore {
public:
    MemoryChainStore real;
    std::function<void(CertifiedHeader&)> header;
    std::function<void(CertifiedBlock&)> body;
    std::function<void(StoredTip&)> tipLie;
    std::function<void(std::vector<EpochBoundary>&)> boundaryLie;
    std::function<void(std::vector<CoinDelta::Created>&)> coins;
    std::function<void(std::optional<CoinDelta>&)> delta;
    std::optional<Hash> unindexed;
    std::optional<OutPoint> unindexedCoin;

    Status<StorageError> openGenesis(const Network& network) override {
        return real.openGenesis(network);
    }
    Stored<StoredTip> tip() const override { return told(real.tip(), tipLie); }
    Stored<std::uint64_t> tipHeight() const override { return real.tipHeight(); }
    Status<StorageError> commit(const BlockCommit& commit, const HeightContext& context) override {
        return real.commit(commit, context);
    }
    Stored<std::uint64_t> baseHeight() const override { return real.baseHeight(); }
    Stored<std::uint64_t> bodiesFrom() const override { return real.bodiesFrom(); }
    Stored<std::optional<CertifiedBlock>> block(std::uint64_t height) const override {
        return toldOf(real.block(height), body);
    }
    Stored<std::optional<CertifiedHeader>> certifiedHeader(std::uint64_t height) const override {
        return toldOf(real.certifiedHeader(height), header);
    }
    Stored<std::optional<std::vector<Hash>>> transactionIds(std::uint64_t height) const override {
        return real.transactionIds(height);
    }
    Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid) const override {
        if (txid == unindexed) return std::optional<std::uint64_t>();
        return real.heightOf(txid);
    }
    std::optional<Coin> coin(const OutPoint& outpoint) const override {
        return real.coin(outpoint);
    }
    std::optional<StorageError> readFailure() const override { return real.readFailure(); }
    Stored<std::vector<CoinDelta::Created>> coinsPage(CoinsAt at,
                                                      const std::optional<OutPoint>& after,
                                                      std::size_t limit) const override {
        return told(real.coinsPage(at, after, limit), coins);
    }
    Stored<std::vector<CoinDelta::Created>> coinsOfAll(const std::set<Lock>& locks) const override {
        return real.coinsOfAll(locks);
    }
    Stored<bool> indexHolds(const OutPoint& outpoint, const Coin& coin) const override {
        if (outpoint == unindexedCoin) return false;
        return real.indexHolds(outpoint, coin);
    }
    Stored<std::size_t> walkLockIndex(LockCursor& cursor, std::size_t limit) const override {
        return real.walkLockIndex(cursor, limit);
    }
    Stored<std::optional<CoinDelta>> deltaOf(std::uint64_t height) const override {
        return told(real.deltaOf(height), delta);
    }
    Stored<std::optional<StoredTip>> newestBoundary() const override {
        return real.newestBoundary();
    }
    Stored<std::vector<EpochBoundary>> boundaries(std::uint64_t after,
                                                  std::size_t limit) const override {
        return told(real.boundaries(after, limit), boundaryLie);
    }
    Stored<bool> writeBack() override { return real.writeBack(); }
    void setPruneDepth(std::uint64_t blocks) override { real.setPruneDepth(blocks); }

private:
    template <class T>
    static Stored<T> told(Stored<T> answer, const std::function<void(T&)>& lie) {
        if (answer && lie) lie(answer.value());
        return answer;
    }
    template <class T>
    static Stored<std::optional<T>> toldOf(Stored<std::optional<T>> answer,
                                           const std::function<void(T&)>& lie) {
        if (answer && answer.value() && lie) lie(*answer.value());
        return answer;
    }
};

Amount oneMore(Amount amount) {
    return *amount.plus(Amount::satoshi(1));
}

/// A chain of a few epochs, and a payment in each block.
struct Chain {
    TestChain chain;
    std::vector<CertifiedBlock> blocks;
    LyingStore store;

    Chain() {
        if (!store.openGenesis(network())) qFatal("openGenesis");
        OutPoint outpoint = chain.net().userOutPoint(0);
        Coin coin = chain.net().userCoin(0);
        for (std::uint32_t i = 0; i < kBlocks; ++i) {
            const SigningKey& key = chain.net().users[0];
            const Amount change = *coin.output.value.minus(Amount::satoshi(60'000));
            const auto paid = chain.checked(
                TransferBuilder(chain.net().hash(), fastScheme())
                    .spend(outpoint, coin)
                    .pay(Lock::toKey(testKey(700 + i).publicKey()), Amount::satoshi(50'000))
                    .pay(key, change)
                    .sign(key)
                    .build());
            outpoint = {paid->id, 1};
            coin = Coin{paid->tx.outputs[1], 0};
            grow({paid});
        }
    }
    const Network& network() const { return chain.net().network; }
    void grow(const std::vector<TransactionPtr>& transactions) {
        ProposalInput input = chain.proposal(transactions);
        input.wallMs = chain.tip().header.timestampMs + kBlockMs;
        const Block block = chain.build(input);
        const BlockEffects effects = chain.commit(block, TestChain::checkedOf(block, transactions));
        blocks.push_back({block, chain.lastCommit()});
        const bool ends = endsEpoch(effects.registry, block.header, network());
        const auto stored =
            store.commit({blocks.back(), effects.delta, effects.coinHash, effects.registry, ends},
                         chain.previous());
        if (!stored) qFatal("commit");
    }
    ChainReport check() const {
        return checkChain(store, network(), fastScheme(),
                          [](const CheckProgress&) { return true; });
    }
    /// What the check says first, and of which block; "" when all is well.
    QString found() const {
        const ChainReport report = check();
        if (report.problems.empty()) return {};
        const ChainProblem& first = report.problems.front();
        return QString::number(first.height) + ' ' + QString::fromUtf8(codeName(first.code).data());
    }
    /// A rebuild out of these blocks, after `change` to the one at `height`.
    RebuildReport rebuilt(std::uint64_t height,
                          const std::function<void(CertifiedBlock&)>& change) const {
        MemoryChainStore fresh;
        if (!fresh.openGenesis(network())) qFatal("openGenesis");
        const auto report = rebuildChain(
            [&](std::uint64_t at) -> Stored<std::optional<CertifiedBlock>> {
                if (at > blocks.size()) return std::optional<CertifiedBlock>();
                CertifiedBlock block = blocks[at - 1];
                if (at == height) change(block);
                return std::optional(std::move(block));
            },
            fresh, network(), fastScheme(), [](std::uint64_t) { return true; });
        if (!report) qFatal("rebuild");
        if (fresh.tipHeight().value() != report->height) qFatal("another height");
        return report.value();
    }
    /// Signed anew by those who govern its height: bad blocks of a faulty quorum.
    void sign(CertifiedBlock& block) const {
        block.certificate.block = block.block.hash();
        for (auto& entry : block.certificate.entries) {
            const Commit commit{{block.certificate.epoch, block.certificate.height,
                                 block.certificate.view, entry.member, entry.sequence},
                                block.certificate.block,
                                {}};
            const PublicKey& key = network().genesis.members.at(entry.member).operatorKey;
            entry.signature =
                FastScheme::signatureOf(key, signingBytes(commit, network().genesisHash));
        }
    }
};

}  // namespace

class TestRepair : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void nothingIsWrong();
    void headersAndCertificates();
    void bodiesAndIndex();
    void boundaries();
    void state();
    void coins();
    void checkCanBeStopped();
    void rebuildTakesWhatHolds();
    void rebuildIsNobodysFriend();
    void rebuildStopsWhereReadingFails();
};

void TestRepair::nothingIsWrong() {
    const Chain chain;
    QCOMPARE(chain.found(), QString());
    const ChainReport report = chain.check();
    QCOMPARE(report.blocks, std::uint64_t{kBlocks});
    QCOMPARE(report.tip, std::uint64_t{kBlocks});
    QCOMPARE(report.boundaries, 2U);
    QVERIFY(report.transactions >= 2 * kBlocks);
    QCOMPARE(report.coins, chain.chain.coins().coins.size());
}

void TestRepair::headersAndCertificates() {
    Chain chain;
    chain.store.header = [](CertifiedHeader& told) {
        if (told.header.height == 7) told.header.timestampMs += 1;
    };
    QCOMPARE(chain.found(), "7 uncertified");
    chain.store.header = [](CertifiedHeader& told) {
        if (told.header.height == 7) told.header.previous = testHash(1);
    };
    QCOMPARE(chain.found(), "7 broken_link");
    chain.store.header = [](CertifiedHeader& told) {
        if (told.header.height == 7) told.certificate.entries.front().signature.data[3] ^= 1;
    };
    QCOMPARE(chain.found(), "7 uncertified");
    chain.store.header = [](CertifiedHeader& told) {
        if (told.header.height == 7) told.certificate.entries.resize(2);
    };
    QCOMPARE(chain.found(), "7 uncertified");
    chain.store.header = [](CertifiedHeader& told) {
        if (told.header.height == 0) told.header.timestampMs += 1;
    };
    QCOMPARE(chain.found(), "0 broken_link");
}

void TestRepair::bodiesAndIndex() {
    Chain chain;
    chain.store.body = [](CertifiedBlock& told) {
        if (told.block.header.height == 8) told.block.transactions.pop_back();
    };
    QCOMPARE(chain.found(), "8 wrong_body");
    chain.store.body = [](CertifiedBlock& told) {
        if (told.block.header.height == 8) told.block.lastCommit.view += 1;
    };
    QCOMPARE(chain.found(), "8 wrong_body");
    chain.store.body = {};
    chain.store.unindexed = chain.blocks[4].block.transactions.back().id();
    QCOMPARE(chain.found(), "5 not_in_index");
}

void TestRepair::boundaries() {
    Chain chain;
    chain.store.boundaryLie = [](std::vector<EpochBoundary>& told) {
        if (!told.empty() && told.front().header.height == 5) told.erase(told.begin());
    };
    QVERIFY2(chain.found().contains("wrong_boundary"), qPrintable(chain.found()));
    chain.store.boundaryLie = [](std::vector<EpochBoundary>& told) {
        if (!told.empty()) told.front().restHash = testHash(1);
    };
    QCOMPARE(chain.found(), "5 wrong_boundary");
    chain.store.boundaryLie = [](std::vector<EpochBoundary>& told) {
        if (!told.empty()) told.front().certificate.entries.pop_back();
        if (!told.empty()) told.front().certificate.entries.pop_back();
    };
    QCOMPARE(chain.found(), "5 wrong_boundary");
}

void TestRepair::state() {
    Chain chain;
    chain.store.tipLie = [](StoredTip& told) { told.registry.mintedSatoshi += 1; };
    QVERIFY2(chain.found().contains("wrong_tip"), qPrintable(chain.found()));
    chain.store.tipLie = [](StoredTip& told) { told.header.timestampMs += 1; };
    QVERIFY2(chain.found().contains("wrong_tip"), qPrintable(chain.found()));
}

void TestRepair::coins() {
    Chain chain;
    const QString tip = QString::number(kBlocks);
    chain.store.coins = [](std::vector<CoinDelta::Created>& told) {
        if (!told.empty()) told.front().coin.output.value = oneMore(told.front().coin.output.value);
    };
    QCOMPARE(chain.found(), tip + " wrong_coins");
    chain.store.coins = [](std::vector<CoinDelta::Created>& told) {
        if (told.size() > 1) std::swap(told[0], told[1]);
    };
    QCOMPARE(chain.found(), tip + " wrong_coins");
    chain.store.coins = {};
    chain.store.unindexedCoin = chain.chain.coins().coins.rbegin()->first;
    QCOMPARE(chain.found(), tip + " wrong_lock_index");
    chain.store.unindexedCoin.reset();
    // What only the recount looks at.
    chain.store.delta = [](std::optional<CoinDelta>& told) { told.reset(); };
    QCOMPARE(chain.found(), tip + " contradiction");
}

void TestRepair::checkCanBeStopped() {
    const Chain chain;
    const ChainReport report = checkChain(chain.store, chain.network(), fastScheme(),
                                          [](const CheckProgress&) { return false; });
    QVERIFY(report.stopped);
}

void TestRepair::rebuildTakesWhatHolds() {
    const Chain chain;
    const RebuildReport report = chain.rebuilt(0, {});
    QVERIFY(report.end == End::NoMore);
    QCOMPARE(report.height, std::uint64_t{kBlocks});
    // Signing anew changes nothing by itself: what follows are the blocks' own faults.
    QCOMPARE(chain.rebuilt(9, [&](CertifiedBlock& block) { chain.sign(block); }).height,
             std::uint64_t{kBlocks});
}

void TestRepair::rebuildIsNobodysFriend() {
    const Chain chain;
    const auto ends = [&](const std::function<void(CertifiedBlock&)>& change, End end,
                          const char* why = "") {
        const RebuildReport report = chain.rebuilt(9, change);
        if (report.height != 8 || report.end != end)
            return QStringLiteral("%1 %2").arg(report.height).arg(int(report.end));
        return QString::fromStdString(report.detail).contains(QLatin1String(why))
                   ? QString()
                   : QString::fromStdString(report.detail);
    };
    QCOMPARE(ends([](auto& block) { block.certificate.entries.resize(2); }, End::Uncertified),
             QString());
    QCOMPARE(ends([](auto& block) { block.certificate.entries[1].signature.data[0] ^= 1; },
                  End::Uncertified),
             QString());
    QCOMPARE(ends([](auto& block) { block.block.header.timestampMs += 1; }, End::Uncertified),
             QString());
    // Signed by a quorum, and still against the rules.
    QCOMPARE(ends(
                 [&](auto& block) {
                     block.block.header.utxoRoot = testHash(1);
                     chain.sign(block);
                 },
                 End::Invalid),
             QString());
    QCOMPARE(ends(
                 [&](auto& block) {
                     auto& paid = block.block.transactions.back();
                     paid.witness.signatures.front().signature.data[0] ^= 1;
                     block.block.header.transactionRoot =
                         Block::transactionRootOf(block.block.transactions);
                     chain.sign(block);
                 },
                 End::Invalid, "signature"),
             QString());
    QCOMPARE(ends(
                 [&](auto& block) {
                     auto& paid = block.block.transactions.back();
                     paid.inputs.front().index += 7;
                     block.block.header.transactionRoot =
                         Block::transactionRootOf(block.block.transactions);
                     chain.sign(block);
                 },
                 End::Invalid, "missing_coin"),
             QString());
    QCOMPARE(ends(
                 [&](auto& block) {
                     auto& reward = block.block.transactions.front();
                     reward.outputs.front().value = oneMore(reward.outputs.front().value);
                     block.block.header.transactionRoot =
                         Block::transactionRootOf(block.block.transactions);
                     chain.sign(block);
                 },
                 End::Invalid),
             QString());
}

void TestRepair::rebuildStopsWhereReadingFails() {
    const Chain chain;
    MemoryChainStore fresh;
    QVERIFY(fresh.openGenesis(chain.network()).ok());
    const auto blocks = [&](std::uint64_t at) -> Stored<std::optional<CertifiedBlock>> {
        if (at == 4) return fail(StorageError{StorageCode::Corrupt, "torn"});
        return std::optional(chain.blocks[at - 1]);
    };
    const auto any = [](std::uint64_t) { return true; };
    const auto report = rebuildChain(blocks, fresh, chain.network(), fastScheme(), any);
    QVERIFY(report.ok() && report->end == End::Unreadable && report->detail == "torn");
    QCOMPARE(report->height, 3U);
    // A coin that the new store cannot read is no missing coin: its own error comes out.
    MemoryChainStore failing;
    QVERIFY(failing.openGenesis(chain.network()).ok());
    failing.setFaultPlan([](StorageOperation operation) {
        return operation == StorageOperation::ReadCoin ? StorageFault::FailIo : StorageFault::Ok;
    });
    const auto failed = rebuildChain(blocks, failing, chain.network(), fastScheme(), any);
    QVERIFY(!failed.ok() && failed.error().code == StorageCode::Io);
}

QTEST_GUILESS_MAIN(TestRepair)
#include "test_repair.moc"
