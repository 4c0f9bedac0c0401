#include "app/offline/snapshot_file.h"

#include "app/files/whole_file.h"
#include "app/offline/chain_text.h"
#include "app/texts/value_text.h"
#include "node/storage/sqlite/snapshot_import.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QTemporaryFile>

namespace timecoin {

namespace {

constexpr qint64 kLittleRoomBytes = 65'536;

class FileSource final : public SnapshotSource {
public:
    explicit FileSource(const QString& path) : m_file(path) {}
    bool open() { return m_file.open(QIODevice::ReadOnly); }
    QString problem() const {
        return m_file.fileName() + QStringLiteral(": ") + m_file.errorString();
    }
    std::optional<std::size_t> read(std::span<std::uint8_t> into) override {
        const qint64 size =
            m_file.read(reinterpret_cast<char*>(into.data()), static_cast<qint64>(into.size()));
        if (size < 0) return std::nullopt;
        return static_cast<std::size_t>(size);
    }

private:
    QFile m_file;
};

QString doneOf(std::uint64_t coins, std::uint64_t all) {
    return all == 0 ? QStringLiteral("%1 coins").arg(grouped(coins))
                    : QStringLiteral("%1 of %2 coins").arg(grouped(coins), grouped(all));
}

/// Reads all of `path`. `take` gets each item and says what is wrong with taking it.
OrSentence<StoredTip> readFile(
    const QString& path, const Network& network, const TrustQuestion& trust, const Say& say,
    SnapshotSummary& summary,
    const std::function<std::optional<QString>(const SnapshotItem&)>& take) {
    FileSource source(path);
    if (!source.open()) return fail(source.problem());
    Pace pace(say);
    std::uint64_t coins = 0;
    std::optional<QString> refused;
    const BlockHeader genesis = network.genesisHeader();
    std::vector<ChainPoint> points{{0, genesis.hash(), network.genesis.timeMs}};
    const auto tip = readSnapshot(source, network, ed25519(), [&](const SnapshotItem& item) {
        if (const auto* boundary = std::get_if<EpochBoundary>(&item)) {
            const BlockHeader& header = boundary->header;
            points.push_back({header.height, header.hash(), header.timestampMs});
        }
        if (const auto* head = std::get_if<SnapshotHead>(&item)) {
            summary = {head->header, head->boundaries, head->coins};
            say(QStringLiteral("block %1, signed, %2 coins in %3 pages")
                    .arg(grouped(head->header.height), grouped(head->coins),
                         grouped(head->pageHashes.size())));
            refused = trust(points);
            if (refused) return false;
        }
        if (const auto* page = std::get_if<SnapshotPage>(&item)) coins += page->coins.size();
        pace.tell([&] { return doneOf(coins, summary.coins); });
        refused = take(item);
        return !refused;
    });
    if (refused) return fail(std::move(*refused));
    if (!tip && tip.error().fault == SnapshotFault::Unreadable) return fail(source.problem());
    if (!tip) return fail(path + QStringLiteral(": ") + sentenceOf(tip.error()));
    return tip.value();
}

/// The import itself; the caller removes what is left of a failed one.
OrSentence<SnapshotSummary> fill(const QString& path, const QString& database,
                                 const Network& network, const TrustQuestion& trust, const Say& say,
                                 const DatabaseOptions& options) {
    auto import =
        SqliteSnapshotImport::open(QDir::toNativeSeparators(database).toStdString(), options);
    if (!import) return fail(sentenceOf(import.error()));
    SnapshotImport& into = *import.value();
    if (auto begun = into.begin(network); !begun) return fail(sentenceOf(begun.error()));
    SnapshotSummary summary;
    std::vector<EpochBoundary> boundaries;
    const auto tip =
        readFile(path, network, trust, say, summary,
                 [&](const SnapshotItem& item) -> std::optional<QString> {
                     if (const auto* boundary = std::get_if<EpochBoundary>(&item))
                         boundaries.push_back(*boundary);
                     const auto* page = std::get_if<SnapshotPage>(&item);
                     if (page == nullptr) return std::nullopt;
                     const auto added = into.addCoins(page->coins);
                     return added ? std::nullopt : std::optional(sentenceOf(added.error()));
                 });
    if (!tip) return fail(tip.error());
    if (auto finished = into.finish(tip.value(), boundaries); !finished)
        return fail(sentenceOf(finished.error()));
    return summary;
}

}  // namespace

OrSentence<SnapshotSummary> exportSnapshot(const ChainStore& store, const Network& network,
                                           const QString& path, const Say& say) {
    if (QFileInfo::exists(path))
        return fail(QStringLiteral("%1: exists already and is not overwritten").arg(path));
    QTemporaryFile file(path + QStringLiteral(".XXXXXX"));
    if (!file.open()) return fail(QStringLiteral("%1: %2").arg(path, file.errorString()));
    Pace pace(say);
    const auto written = writeSnapshot(
        store, network, ed25519(),
        [&](ByteView bytes) {
            const auto size = static_cast<qint64>(bytes.size());
            return file.write(reinterpret_cast<const char*>(bytes.data()), size) == size;
        },
        [&](const SnapshotProgress& at) {
            pace.tell([&] {
                return (at.writing ? QStringLiteral("writing: ") : QStringLiteral("counting: ")) +
                       doneOf(at.coinsDone, at.coins);
            });
            return true;
        });
    const auto unwritable = [&] {
        // Of a write that was cut short the file does not know why.
        const bool full = QStorageInfo(file.fileName()).bytesAvailable() < kLittleRoomBytes;
        return fail(QStringLiteral("%1: cannot be written: %2. Nothing is left of it")
                        .arg(path, full ? QStringLiteral("the disk is full; make room and do this "
                                                         "again")
                                        : file.errorString()));
    };
    if (!written && written.error().code == SnapshotRefusal::Code::CannotWrite) return unwritable();
    if (!written) return fail(sentenceOf(written.error()));
    if (!syncFile(file)) return unwritable();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    if (!file.rename(path)) return unwritable();  // never onto a file that is there
    file.setAutoRemove(false);
    syncFolder(QFileInfo(path).absolutePath());
    return written.value();
}

OrSentence<SnapshotSummary> checkSnapshot(const QString& path, const Network& network,
                                          const TrustQuestion& trust, const Say& say) {
    SnapshotSummary summary;
    const auto tip = readFile(path, network, trust, say, summary,
                              [](const SnapshotItem&) { return std::optional<QString>(); });
    if (!tip) return fail(tip.error());
    return summary;
}

OrSentence<SnapshotSummary> importSnapshot(const QString& path, const QString& database,
                                           const Network& network, const TrustQuestion& trust,
                                           const Say& say, const DatabaseOptions& options) {
    removeDatabase(database);
    auto summary = fill(path, database, network, trust, say, options);
    if (!summary) {
        removeDatabase(database);
        return summary;
    }
    // As the node will find it: everything in the one file, whose tip fits together.
    if (auto opened = openChain(database, network); !opened) {
        removeDatabase(database);
        return fail(opened.error());
    }
    return summary;
}

}  // namespace timecoin
