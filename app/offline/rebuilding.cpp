#include "app/offline/rebuilding.h"

#include "app/offline/chain_text.h"
#include "app/offline/snapshot_file.h"
#include "app/texts/value_text.h"
#include "node/storage/sqlite/block_salvage.h"

#include <QDir>
#include <QFile>

namespace timecoin {

namespace {

auto salvageOf(const ChainFolder& folder) {
    return BlockSalvage::open(QDir::toNativeSeparators(folder.chainPath()).toStdString());
}

class Rebuilding {
public:
    Rebuilding(const ChainFolder& folder, const Network& network, const Say& say,
               const DatabaseOptions& options)
        : m_folder(folder),
          m_network(network),
          m_say(say),
          m_options(options) {}

    OrSentence<Rebuilt> run() {
        if (auto failure = readFrom()) return fail(*failure);
        if (auto failure = makeBase()) return fail(*failure);
        if (auto failure = takeBlocks()) return fail(*failure);
        m_old.reset();
        auto kept = m_folder.replaceWith(m_folder.rebuildingPath());
        if (!kept) return fail(kept.error());
        return Rebuilt{m_report, std::move(kept).value()};
    }

private:
    /// Opens the old file; one in which nothing can be read is one without blocks.
    std::optional<QString> readFrom() {
        auto old = salvageOf(m_folder);
        if (old) {
            m_old = std::move(old).value();
            const auto genesis = m_old->genesis();
            if (genesis && genesis.value() && *genesis.value() != m_network.genesisHash)
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
        const QString pages = m_folder.pagesPath();
        QFile::remove(pages);
        auto based = copyBoundary(pages);
        if (!based)
            return QStringLiteral(
                       "The oldest blocks are not here, and the newest end of an epoch cannot be "
                       "taken instead (%1). Nothing was changed. Unless only the disk is full: "
                       "Import a snapshot into a new directory, or let a node sync from the "
                       "beginning")
                .arg(based.error());
        auto old = salvageOf(m_folder);
        if (!old) return sentenceOf(old.error());
        m_old = std::move(old).value();
        return std::nullopt;
    }

    OrSentence<SnapshotSummary> copyBoundary(const QString& pages) {
        auto store = openChain(m_folder.chainPath(), m_network, forReading());
        if (!store) return fail(store.error());
        if (auto written = exportSnapshot(*store.value(), m_network, pages, m_say); !written)
            return written;
        store.value().reset();
        // Whether these masternodes may still be believed was asked when the blocks came here.
        const auto trusted = [](const std::vector<ChainPoint>&) {
            return std::optional<QString>();
        };
        return importSnapshot(pages, m_folder.rebuildingPath(), m_network, trusted, m_say,
                              m_options);
    }

    std::optional<QString> takeBlocks() {
        auto fresh = openChain(m_folder.rebuildingPath(), m_network, m_options);
        if (!fresh) return fresh.error();
        ChainStore& store = *fresh.value();
        Pace pace(m_say);
        const auto rebuilt = rebuildChain(
            [this](std::uint64_t height) -> Stored<std::optional<CertifiedBlock>> {
                if (!m_old) return std::optional<CertifiedBlock>();
                return m_old->block(height);
            },
            store, m_network, ed25519(),
            [&](std::uint64_t height) {
                pace.tell([&] { return QStringLiteral("block %1").arg(grouped(height)); });
                return true;
            });
        if (!rebuilt) return sentenceOf(rebuilt.error());
        m_report = rebuilt.value();
        std::uint64_t coins = 0;
        const auto problems =
            checkCoins(store, m_network, coins, [](const CheckProgress&) { return true; });
        if (!problems.empty()) return sentenceOf(problems.front());
        return std::nullopt;
    }

    const ChainFolder& m_folder;
    const Network& m_network;
    const Say& m_say;
    const DatabaseOptions m_options;
    std::unique_ptr<BlockSalvage> m_old;
    RebuildReport m_report;
};

}  // namespace

OrSentence<Rebuilt> rebuildChainIn(const ChainFolder& folder, const Network& network,
                                   const Say& say, const DatabaseOptions& options) {
    removeDatabase(folder.rebuildingPath());  // of one that was killed
    auto result = Rebuilding(folder, network, say, options).run();
    removeDatabase(folder.rebuildingPath());
    QFile::remove(folder.pagesPath());
    return result;
}

}  // namespace timecoin
