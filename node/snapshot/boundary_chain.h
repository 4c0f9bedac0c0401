// From the genesis to the newest epoch, boundary by boundary (R-SNAP-2): the set that one boundary
// proves must have signed the next. Needs nothing but the headers, so it costs a few signatures for
// each epoch, however many blocks there were.
#pragma once

#include "node/snapshot/snapshot_format.h"

namespace timecoin {

class BoundaryChain {
public:
    /// Both outlive it.
    BoundaryChain(const Network& network, const SignatureScheme& scheme);

    /// nullopt: it follows. Otherwise nothing has changed.
    std::optional<SnapshotFault> add(const EpochBoundary& boundary);

    /// Of the newest boundary; that of height 0 before any.
    const BlockHeader& header() const { return m_header; }
    /// That governed the newest boundary itself. Slot and demoted members are not known: 0, nobody.
    const HeightContext& context() const { return m_context; }
    /// Members and epoch of the heights after it, up to the next boundary.
    const MasternodeSet& members() const { return m_members; }
    std::uint64_t epoch() const { return m_epoch; }

private:
    const Network& m_network;
    const SignatureScheme& m_scheme;
    BlockHeader m_header;
    HeightContext m_context;
    MasternodeSet m_members;
    std::uint64_t m_epoch = 0;
};

}  // namespace timecoin
