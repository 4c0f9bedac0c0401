// One flipped bit anywhere in a file: found at the opening, by reading or by the recount, or without
// any effect; never silent (R-STO-4, R-STO-12, R-STO-15). TIMECOIN_FLIPS sets how many (default
// 1,000 for each file).
#include "node/storage/sqlite/safety_log.h"
#include "tests/support/file_content.h"
#include "tests/support/storage_story.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <map>
#include <random>

using namespace timecoin;

namespace {

constexpr std::size_t kBlocks = 14;

void encodeTip(Writer& out, const StoredTip& tip) {
    tip.header.encode(out);
    out.fixed(tip.hash);
    tip.certificate.encode(out);
    tip.coinHash.encode(out);
    tip.registry.encode(out);
    out.u64(tip.context.height);
    out.u64(tip.context.epoch);
    out.u64(tip.context.slot);
    tip.context.members.encode(out);
    out.count(tip.context.demoted.size());
    for (const MemberIndex member : tip.context.demoted) out.u16(member);
}

template <class Entries>
void encodeEntries(Writer& out, const Entries& entries) {
    out.count(entries.size());
    for (const auto& [outpoint, coin] : entries) {
        outpoint.encode(out);
        coin.encode(out);
    }
}

int flips() {
    bool given = false;
    const int asked = qEnvironmentVariableIntValue("TIMECOIN_FLIPS", &given);
    return given && asked > 0 ? asked : 1'000;
}

}  // namespace

class TestStorageFlips : public QObject {
    Q_OBJECT

private:
    const bool m_crypto = startCrypto();  // before the first key
    const StorageStory m_story{kBlocks, 6};
    QTemporaryDir m_folder;

    QString path(const char* name) const { return m_folder.filePath(name); }

    /// Everything a store can be asked, as bytes by subject; nullopt when an answer is an error.
    using Answers = std::map<std::string, Bytes>;
    std::optional<Answers> everything(const ChainStore& store) const {
        Answers answers;
        Writer out;
        const auto tip = store.tip();
        const auto boundary = store.newestBoundary();
        const auto boundaries = store.boundaries(0, 1'000);
        const auto from = store.bodiesFrom();
        if (!tip || !boundary || !boundaries || !from) return std::nullopt;
        encodeTip(out, tip.value());
        if (boundary.value()) encodeTip(out, *boundary.value());
        out.u64(from.value());
        for (const EpochBoundary& each : boundaries.value()) {
            each.header.encode(out);
            each.certificate.encode(out);
            each.next.encode(out);
            out.fixed(each.restHash);
        }
        for (const CoinsAt at : {CoinsAt::Tip, CoinsAt::NewestBoundary}) {
            const auto coins = store.coinsPage(at, std::nullopt, 100'000);
            if (!coins) return std::nullopt;
            encodeEntries(out, coins.value());
        }
        answers["states, boundaries, pages"] = out.take();
        if (!askCoins(answers, store) || !askBlocks(answers, store)) return std::nullopt;
        return answers;
    }
    bool askCoins(Answers& answers, const ChainStore& store) const {
        Writer out;
        for (std::size_t height = 0; height <= kBlocks; ++height) {
            for (const auto& [outpoint, known] : m_story.state(height).coins()) {
                const auto coin = store.coin(outpoint);
                if (store.readFailure()) return false;
                out.flag(coin.has_value());
                if (coin) coin->encode(out);
            }
        }
        answers["coins"] = std::exchange(out, Writer()).take();
        for (std::uint32_t i = 0; i < SampleChain::kLocks; ++i) {
            const auto coins = store.coinsOf(SampleChain::lock(i));
            if (!coins) return false;
            encodeEntries(out, coins.value());
        }
        answers["coins by lock"] = out.take();
        return true;
    }
    bool askBlocks(Answers& answers, const ChainStore& store) const {
        Writer out;
        for (std::uint64_t height = 0; height <= kBlocks + 1; ++height) {
            const auto header = store.certifiedHeader(height);
            const auto block = store.block(height);
            const auto delta = store.deltaOf(height);
            if (!header || !block || !delta) return false;
            if (header.value()) header.value()->header.encode(out);
            if (header.value()) header.value()->certificate.encode(out);
            out.flag(block.value().has_value());
            if (block.value()) block.value()->block.encode(out);
            out.flag(delta.value().has_value());
            if (!delta.value()) continue;
            encodeEntries(out, delta.value()->spent);
            encodeEntries(out, delta.value()->created);
        }
        answers["blocks"] = std::exchange(out, Writer()).take();
        for (std::size_t height = 1; height <= kBlocks; ++height) {
            for (const Transaction& tx : m_story.commit(height).block.block.transactions) {
                const auto found = store.heightOf(tx.id());
                if (!found) return false;
                out.u64(found.value().value_or(0));
            }
        }
        answers["index"] = out.take();
        return true;
    }

    enum class Outcome { AtOpening, ByTheRecount, ByReading, Harmless, Silent };
    Outcome outcomeOf(const QString& file, const Answers& original) const {
        auto store = SqliteChainStore::open(file.toStdString(), StorageStory::options());
        if (!store || !store.value()->openGenesis(m_story.network())) return Outcome::AtOpening;
        Recount recount(*store.value());
        for (;;) {
            const auto more = recount.advance(200);
            if (!more) return Outcome::ByTheRecount;
            if (!more.value()) break;
        }
        const auto all = everything(*store.value());
        if (!all) return Outcome::ByReading;
        if (*all == original) return Outcome::Harmless;
        for (const auto& [subject, bytes] : original) {
            if (all->at(subject) != bytes) qWarning("silent: %s", subject.c_str());
        }
        return Outcome::Silent;
    }

private slots:
    void initTestCase() { QVERIFY(m_crypto); }

    void aBitInTheChainIsNeverSilent() {  // R-STO-4, R-STO-12
        const QString good = path("good");
        DatabaseOptions options = StorageStory::options();
        options.coinCacheKiB = 12;  // some coins stay in memory: their deltas matter
        Answers original;
        {
            auto store = std::move(SqliteChainStore::open(good.toStdString(), options)).value();
            QCOMPARE(m_story.run(*store, kBlocks), std::optional<std::size_t>(kBlocks));
            original = everything(*store).value();
        }
        QCOMPARE(outcomeOf(good, original), Outcome::Harmless);
        const QByteArray content = contentOf(good);
        std::mt19937_64 random(29);
        std::map<Outcome, int> outcomes;
        for (int flip = 0; flip < flips(); ++flip) {
            const auto bit = random() % (static_cast<std::uint64_t>(content.size()) * 8);
            QByteArray bad = content;
            const auto at = static_cast<qsizetype>(bit / 8);
            bad[at] = static_cast<char>(bad[at] ^ (1 << (bit % 8)));
            QFile::remove(path("bad-wal"));
            QVERIFY(writeContent(path("bad"), bad));
            const Outcome outcome = outcomeOf(path("bad"), original);
            ++outcomes[outcome];
            QVERIFY2(outcome != Outcome::Silent, qPrintable(QString("bit %1").arg(bit)));
        }
        qInfo("%d flips in %lld bytes: found at opening %d, by the recount %d, by reading %d,"
              " harmless %d, silent %d",
              flips(), static_cast<long long>(content.size()), outcomes[Outcome::AtOpening],
              outcomes[Outcome::ByTheRecount], outcomes[Outcome::ByReading],
              outcomes[Outcome::Harmless], outcomes[Outcome::Silent]);
        QVERIFY(outcomes[Outcome::AtOpening] > 0 && outcomes[Outcome::ByTheRecount] > 0);
    }

    void aBitInTheSafetyLogIsFoundBeforeAnythingIsSigned() {  // R-STO-15
        const QString good = path("safety");
        std::vector<SafetyRecord> records;
        {
            auto log = std::move(SqliteSafetyLog::open(good.toStdString())).value();
            for (std::uint64_t i = 1; i <= 60; ++i) {
                const std::vector<SafetyRecord> batch = {
                    {SafetyKind::Transfer, i, 0, testHash(1), 0, Bytes(300, 5)},
                    {SafetyKind::Statement, i, 2, {}, i, Bytes(180, 6)}};
                QVERIFY(log->append(batch).ok());
            }
            QVERIFY(log->pruneBelow(20).ok());
            records = log->load().value();
            QCOMPARE(records.size(), 82U);
        }
        const QByteArray content = contentOf(good);
        std::mt19937_64 random(30);
        int found = 0;
        for (int flip = 0; flip < flips(); ++flip) {
            const auto bit = random() % (static_cast<std::uint64_t>(content.size()) * 8);
            QByteArray bad = content;
            const auto at = static_cast<qsizetype>(bit / 8);
            bad[at] = static_cast<char>(bad[at] ^ (1 << (bit % 8)));
            QFile::remove(path("bad-wal"));
            QVERIFY(writeContent(path("bad"), bad));
            auto log = SqliteSafetyLog::open(path("bad").toStdString());
            if (!log) {
                ++found;
                continue;
            }
            QVERIFY2(log.value()->load().value() == records &&
                         log.value()->lastSequence().value() == 60,
                     qPrintable(QString("bit %1").arg(bit)));
        }
        qInfo("%d flips in %lld bytes: found at opening %d, harmless %d, silent 0", flips(),
              static_cast<long long>(content.size()), found, flips() - found);
        QVERIFY(found > flips() / 4);
    }
};

QTEST_GUILESS_MAIN(TestStorageFlips)
#include "test_storage_flips.moc"
