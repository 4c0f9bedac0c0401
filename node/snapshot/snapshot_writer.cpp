#include "node/snapshot/snapshot_writer.h"

#include "node/chain/merkle.h"

namespace timecoin {

namespace {

constexpr std::size_t kBoundariesAtOnce = 100;

using Code = SnapshotRefusal::Code;
using Refusal = std::optional<SnapshotRefusal>;

SnapshotRefusal refusal(Code code) {
    return {code, std::nullopt, {}};
}
SnapshotRefusal refusal(StorageError error) {
    return {Code::Storage, std::move(error), {}};
}
SnapshotRefusal notProven(SnapshotFault fault, std::uint64_t boundary) {
    return {Code::NotProven, std::nullopt, {fault, boundary, 0}};
}

class SnapshotWriter {
public:
    SnapshotWriter(const ChainStore& store, const Network& network, const SignatureScheme& scheme,
                   const std::function<bool(ByteView)>& sink,
                   const std::function<bool(const SnapshotProgress&)>& progress)
        : m_store(store),
          m_network(network),
          m_scheme(scheme),
          m_sink(sink),
          m_progress(progress) {}

    Result<SnapshotSummary, SnapshotRefusal> run() {
        auto tip = m_store.newestBoundary();
        if (!tip) return fail(refusal(tip.error()));
        if (!tip.value()) return fail(refusal(Code::NoBoundary));
        m_tip = std::move(*tip.value());
        if (auto error = checkHead()) return fail(std::move(*error));
        if (auto error = countCoins()) return fail(std::move(*error));
        if (auto error = writeHead()) return fail(std::move(*error));
        if (auto error = writePages()) return fail(std::move(*error));
        return SnapshotSummary{m_tip.header, m_boundaries, m_coins};
    }

private:
    /// Every boundary up to the newest, in order.
    Refusal eachBoundary(const std::function<Refusal(const EpochBoundary&)>& visit) const {
        std::uint64_t after = 0;
        while (after < m_tip.header.height) {
            const auto some = m_store.boundaries(after, kBoundariesAtOnce);
            if (!some) return refusal(some.error());
            for (const EpochBoundary& boundary : some.value()) {
                if (boundary.header.height > m_tip.header.height) return std::nullopt;
                if (auto refused = visit(boundary)) return refused;
                after = boundary.header.height;
            }
            if (some->empty()) break;
        }
        return std::nullopt;
    }

    /// The pages of the boundary's coins, in order.
    Refusal eachPage(const std::function<Refusal(const std::vector<CoinDelta::Created>&)>& visit) {
        std::optional<OutPoint> after;
        while (true) {
            const auto page = m_store.coinsPage(CoinsAt::NewestBoundary, after, kCoinsPerPage);
            if (!page) return refusal(page.error());
            if (page->empty()) return std::nullopt;
            if (auto refused = visit(page.value())) return refused;
            after = page->back().outpoint;
            if (page->size() < kCoinsPerPage) return std::nullopt;
        }
    }

    Refusal checkHead() {
        BoundaryChain chain(m_network, m_scheme);
        auto refused = eachBoundary([&](const EpochBoundary& boundary) -> Refusal {
            ++m_boundaries;
            const auto fault = chain.add(boundary);
            return fault ? Refusal(notProven(*fault, boundary.header.height)) : Refusal();
        });
        if (refused) return refused;
        const RegistryState& registry = m_tip.registry;
        if (chain.header() != m_tip.header)
            return notProven(SnapshotFault::UncertifiedBoundary, m_tip.header.height);
        if (registry.hash() != m_tip.header.registryHash || registry.height != m_tip.header.height)
            return notProven(SnapshotFault::WrongRegistry, m_tip.header.height);
        return std::nullopt;
    }

    Refusal countCoins() {
        CoinCheck check(m_tip.header, m_tip.registry, m_network);
        auto refused = eachPage([&](const std::vector<CoinDelta::Created>& page) -> Refusal {
            if (const auto fault = check.add(page)) return notProven(*fault, m_tip.header.height);
            m_hashes.push_back(pageHash(m_hashes.size(), encodePage(page)));
            return m_progress({false, check.coins(), 0}) ? Refusal() : refusal(Code::Stopped);
        });
        if (refused) return refused;
        if (const auto fault = check.finish()) return notProven(*fault, m_tip.header.height);
        m_coins = check.coins();
        return std::nullopt;
    }

    Refusal write(ByteView bytes) const {
        return m_sink(bytes) ? Refusal() : refusal(Code::CannotWrite);
    }

    Refusal writePart(const Bytes& bytes) const {
        Writer out;
        out.blob(bytes);
        return write(out.bytes());
    }

    Refusal writeHead() {
        if (auto error = write(SnapshotPreamble{m_network.genesisHash, m_boundaries}.bytes()))
            return error;
        const auto writeOne = [&](const EpochBoundary& boundary) {
            return writePart(encodeBoundary(boundary));
        };
        if (auto error = eachBoundary(writeOne)) return error;
        if (auto error = writePart(encoded(m_tip.registry))) return error;
        if (auto error = write(encoded(CoinsHead{m_coins, treeRoot(m_hashes)}))) return error;
        for (const Hash& hash : m_hashes)
            if (auto error = write(hash.view())) return error;
        return std::nullopt;
    }

    Refusal writePages() {
        std::uint64_t number = 0;
        std::uint64_t done = 0;
        auto refused = eachPage([&](const std::vector<CoinDelta::Created>& page) -> Refusal {
            const Bytes bytes = encodePage(page);
            if (number >= m_hashes.size() || pageHash(number, bytes) != m_hashes[number])
                return refusal(Code::CoinsMoved);
            if (auto error = write(bytes)) return error;
            ++number;
            done += page.size();
            return m_progress({true, done, m_coins}) ? Refusal() : refusal(Code::Stopped);
        });
        if (!refused && number != m_hashes.size()) return refusal(Code::CoinsMoved);
        return refused;
    }

    const ChainStore& m_store;
    const Network& m_network;
    const SignatureScheme& m_scheme;
    const std::function<bool(ByteView)>& m_sink;
    const std::function<bool(const SnapshotProgress&)>& m_progress;
    StoredTip m_tip;
    std::uint32_t m_boundaries = 0;
    std::uint64_t m_coins = 0;
    std::vector<Hash> m_hashes;
};

}  // namespace

Result<SnapshotSummary, SnapshotRefusal> writeSnapshot(
    const ChainStore& store, const Network& network, const SignatureScheme& scheme,
    const std::function<bool(ByteView)>& sink,
    const std::function<bool(const SnapshotProgress&)>& progress) {
    return SnapshotWriter(store, network, scheme, sink, progress).run();
}

}  // namespace timecoin
