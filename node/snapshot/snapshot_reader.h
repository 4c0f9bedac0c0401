// Reads and checks a snapshot part by part (R-SNAP-2). It says how many bytes it needs next and
// never asks for more than a part's bound, so that a declared length allocates nothing.
#pragma once

#include "node/snapshot/boundary_chain.h"
#include "node/snapshot/coin_check.h"
#include "node/snapshot/snapshot_format.h"

#include <functional>
#include <variant>

namespace timecoin {

/// All of the head holds: what the certificates prove, and what the pages promise to be.
struct SnapshotHead {
    BlockHeader header;
    std::uint32_t boundaries = 0;
    std::uint64_t coins = 0;
    std::vector<Hash> pageHashes;
};
/// A page that is the one the head names, in its order.
struct SnapshotPage {
    std::uint64_t number = 0;  ///< counted from 0
    std::vector<CoinDelta::Created> coins;
};
/// What has become complete with the bytes just taken. That a page is good is known only at the
/// end: what comes before belongs into a store that nobody uses yet.
using SnapshotItem = std::variant<std::monostate, EpochBoundary, SnapshotHead, SnapshotPage>;

class SnapshotReader {
public:
    /// Both outlive it.
    SnapshotReader(const Network& network, const SignatureScheme& scheme);

    /// Bytes of the next part, at most kMaxRegistryBytes; 0: all was read, and holds.
    std::size_t wants() const { return m_wants; }
    /// Exactly wants() bytes; fewer mean that the snapshot ends there. After an error: no more.
    Result<SnapshotItem, SnapshotError> take(ByteView bytes);
    /// The boundary as a tip, once wants() is 0.
    StoredTip tip() const;

private:
    enum class Part : std::uint8_t {
        Preamble,
        BoundaryLength,
        Boundary,
        RegistryLength,
        Registry,
        CoinsHead,
        PageHashes,
        Page,
        End,
    };
    using Taken = Result<SnapshotItem, SnapshotError>;

    Taken takePreamble(ByteView bytes);
    Taken takeLength(ByteView bytes);
    Taken takeBoundary(ByteView bytes);
    Taken takeRegistry(ByteView bytes);
    Taken takeCoinsHead(ByteView bytes);
    Taken takePageHashes(ByteView bytes);
    Taken takePage(ByteView bytes);

    void expect(Part part, std::size_t bytes);
    Taken headDone();
    Taken expectPage(SnapshotItem item);
    Failure<SnapshotError> refuse(SnapshotFault fault) const;

    const Network& m_network;
    const SignatureScheme& m_scheme;
    BoundaryChain m_chain;
    EpochBoundary m_last;  ///< the newest boundary
    RegistryState m_registry;
    std::optional<CoinCheck> m_coins;
    CoinsHead m_coinsHead;
    std::vector<Hash> m_pageHashes;
    std::uint32_t m_boundaries = 0;  ///< stated
    std::uint32_t m_read = 0;        ///< boundaries read
    std::uint64_t m_page = 0;        ///< number of the next
    Part m_part = Part::Preamble;
    std::size_t m_wants = kSnapshotPreambleBytes;
};

/// Where the bytes come from.
class SnapshotSource {
public:
    virtual ~SnapshotSource() = default;
    /// As many as fit into `into`, fewer only at the end. nullopt: reading failed.
    virtual std::optional<std::size_t> read(std::span<std::uint8_t> into) = 0;
};

/// All of it, nothing after it. `visit` gets every item and may stop by false.
Result<StoredTip, SnapshotError> readSnapshot(
    SnapshotSource& source, const Network& network, const SignatureScheme& scheme,
    const std::function<bool(const SnapshotItem&)>& visit);

}  // namespace timecoin
