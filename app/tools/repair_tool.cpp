#include "app/tools/repair_tool.h"

#include "app/offline/chain_text.h"
#include "node/storage/sqlite/block_salvage.h"

#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>

namespace timecoin {

namespace {

constexpr qint64 kSayEveryMs = 2'000;
constexpr auto kAdvice = "\ntimecoin-tool rebuild --datadir DIR makes a new chain of the blocks "
                         "that are good; the node gets the others from its peers.";

struct Order {
    QString dataDir;
    QString network;
};

std::optional<Order> parse(const QStringList& arguments) {
    const QString dataDir = QStringLiteral("datadir");
    const QString network = QStringLiteral("network");
    QCommandLineParser parser;
    parser.addOption({dataDir, QString(), dataDir});
    parser.addOption({network, QString(), network});
    if (!parser.parse(QStringList{QStringLiteral("timecoin-tool")} + arguments) ||
        !parser.positionalArguments().isEmpty() || parser.value(dataDir).isEmpty())
        return std::nullopt;
    return Order{parser.value(dataDir), parser.value(network)};
}

/// Network and locked folder with a chain in it.
struct Place {
    Network network;
    ChainFolder folder;
};
OrSentence<Place> placeOf(const Order& order) {
    auto folder = ChainFolder::open(order.dataDir);
    if (!folder) return fail(folder.error());
    if (!folder->hasChain())
        return fail(QStringLiteral("%1: there is no chain here").arg(order.dataDir));
    auto network = networkOf(order.network, order.dataDir);
    if (!network) return fail(network.error());
    return Place{std::move(network->network), std::move(folder).value()};
}

QString reportText(const ChainReport& report) {
    QString out =
        QStringLiteral("headers:      %1 of %2, from block %3 on, each signed by the "
                       "masternodes of its height\n"
                       "transactions: %4, all found by their ids\n"
                       "epochs:       %5\n"
                       "coins:        %6\n")
            .arg(grouped(report.blocks), grouped(report.tip - report.base), grouped(report.base),
                 grouped(report.transactions), grouped(report.boundaries), grouped(report.coins));
    if (report.bodiesFrom > 1)
        out += QStringLiteral("bodies:       from block %1 on\n").arg(grouped(report.bodiesFrom));
    if (report.registryFrom > 0)
        out += QStringLiteral("registry:     folded anew from block %1 on; before that its blocks "
                              "are not here\n")
                   .arg(grouped(report.registryFrom));
    return out;
}

// ---- rebuild ------------------------------------------------------------------------------

class Rebuild {
public:
    Rebuild(const Place& place, const Say& say, const DatabaseOptions& options)
        : m_place(place),
          m_say(say),
          m_options(options) {}

    ToolResult run() {
        removeDatabase(m_place.folder.rebuildingPath());
        auto result = make();
        removeDatabase(m_place.folder.rebuildingPath());
        QFile::remove(m_place.folder.pagesPath());
        return result;
    }

private:
    ToolResult make() {
        if (auto failure = readFrom()) return ToolResult::failed(*failure);
        if (auto failure = makeBase()) return ToolResult::failed(*failure);
        if (auto failure = takeBlocks()) return ToolResult::failed(*failure);
        m_old.reset();
        const auto kept = m_place.folder.replaceWith(m_place.folder.rebuildingPath());
        if (!kept) return ToolResult::failed(kept.error());
        return ToolResult::ok(summary(kept.value()));
    }

    /// Opens the old file; one in which nothing can be read is one without blocks.
    std::optional<QString> readFrom() {
        auto old =
            BlockSalvage::open(QDir::toNativeSeparators(m_place.folder.chainPath()).toStdString());
        if (old) {
            m_old = std::move(old).value();
            const auto genesis = m_old->genesis();
            if (genesis && genesis.value() && *genesis.value() != m_place.network.genesisHash)
                return QStringLiteral("the chain here is of another network");
            return std::nullopt;
        }
        if (old.error().code != StorageCode::Corrupt && old.error().code != StorageCode::Io &&
            old.error().code != StorageCode::CannotOpen)
            return sentenceOf(old.error());
        m_say(QStringLiteral("Nothing can be read: ") + sentenceOf(old.error()));
        return std::nullopt;
    }

    /// What the first block is laid upon: the genesis, or where the bodies do not reach down to it,
    /// the newest boundary, if it proves itself.
    std::optional<QString> makeBase() {
        const bool fromGenesis = !m_old || m_old->bodiesFrom() <= 1;
        if (fromGenesis) return std::nullopt;
        m_old.reset();
        const QString pages = m_place.folder.pagesPath();
        QFile::remove(pages);
        auto based = copyBoundary(pages);
        if (!based)
            return QStringLiteral(
                       "The oldest blocks are not here, and the newest end of an epoch cannot be "
                       "taken instead (%1). Nothing was changed. Unless only the disk is full: "
                       "Import a snapshot into a new directory, or let a node sync from the "
                       "beginning")
                .arg(based.error());
        auto old =
            BlockSalvage::open(QDir::toNativeSeparators(m_place.folder.chainPath()).toStdString());
        if (!old) return sentenceOf(old.error());
        m_old = std::move(old).value();
        return std::nullopt;
    }

    OrSentence<SnapshotSummary> copyBoundary(const QString& pages) {
        auto store = openChain(m_place.folder.chainPath(), m_place.network, forReading());
        if (!store) return fail(store.error());
        if (auto written = exportSnapshot(*store.value(), m_place.network, pages, m_say); !written)
            return written;
        store.value().reset();
        // Whether these masternodes may still be believed was asked when the blocks came here.
        const auto trusted = [](const std::vector<ChainPoint>&) {
            return std::optional<QString>();
        };
        return importSnapshot(pages, m_place.folder.rebuildingPath(), m_place.network, trusted,
                              m_say, m_options);
    }

    std::optional<QString> takeBlocks() {
        auto fresh = openChain(m_place.folder.rebuildingPath(), m_place.network, m_options);
        if (!fresh) return fresh.error();
        ChainStore& store = *fresh.value();
        QElapsedTimer clock;
        clock.start();
        const auto rebuilt = rebuildChain(
            [this](std::uint64_t height) -> Stored<std::optional<CertifiedBlock>> {
                if (!m_old) return std::optional<CertifiedBlock>();
                return m_old->block(height);
            },
            store, m_place.network, ed25519(),
            [&](std::uint64_t height) {
                if (clock.elapsed() >= kSayEveryMs) {
                    clock.restart();
                    m_say(QStringLiteral("block %1").arg(grouped(height)));
                }
                return true;
            });
        if (!rebuilt) return sentenceOf(rebuilt.error());
        m_report = rebuilt.value();
        std::uint64_t coins = 0;
        const auto problems =
            checkCoins(store, m_place.network, coins, [](const CheckProgress&) { return true; });
        if (!problems.empty()) return sentenceOf(problems.front());
        return std::nullopt;
    }

    QString summary(const QString& kept) const {
        return QStringLiteral("The chain is whole up to block %1 (%2 blocks, %3 transactions, each "
                              "checked again).\nIt ends there because %4.\nA node gets the rest "
                              "from its peers. The old file is kept: %5\n")
            .arg(grouped(m_report.height), grouped(m_report.height - m_report.from),
                 grouped(m_report.transactions), sentenceOf(m_report), kept);
    }

    const Place& m_place;
    const Say& m_say;
    const DatabaseOptions m_options;
    std::unique_ptr<BlockSalvage> m_old;
    RebuildReport m_report;
};

}  // namespace

ToolResult runCheck(const QStringList& arguments, const Say& say) {
    const auto order = parse(arguments);
    if (!order)
        return ToolResult::usage(
            QStringLiteral("usage: timecoin-tool check --datadir DIR [--network N]"));
    const auto place = placeOf(*order);
    if (!place) return ToolResult::failed(place.error());
    const auto store = openChain(place->folder.chainPath(), place->network, forReading());
    if (!store) return ToolResult::failed(store.error() + QString::fromLatin1(kAdvice));
    QElapsedTimer clock;
    clock.start();
    const ChainReport report =
        checkChain(*store.value(), place->network, ed25519(), [&](const CheckProgress& at) {
            if (clock.elapsed() < kSayEveryMs) return true;
            clock.restart();
            say(at.coins ? QStringLiteral("%1 coins").arg(grouped(at.done))
                         : QStringLiteral("block %1 of %2").arg(grouped(at.done), grouped(at.all)));
            return true;
        });
    if (report.problems.empty())
        return ToolResult::ok(reportText(report) + QStringLiteral("All is well.\n"));
    QString problems;
    for (const ChainProblem& problem : report.problems)
        problems += sentenceOf(problem) + QLatin1Char('\n');
    ToolResult result = ToolResult::failed(problems.trimmed() + QString::fromLatin1(kAdvice));
    result.out = reportText(report);
    return result;
}

ToolResult runRebuild(const QStringList& arguments, const Say& say,
                      const DatabaseOptions& options) {
    const auto order = parse(arguments);
    if (!order)
        return ToolResult::usage(
            QStringLiteral("usage: timecoin-tool rebuild --datadir DIR [--network N]"));
    const auto place = placeOf(*order);
    if (!place) return ToolResult::failed(place.error());
    return Rebuild(place.value(), say, options).run();
}

}  // namespace timecoin
