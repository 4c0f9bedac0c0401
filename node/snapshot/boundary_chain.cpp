#include "node/snapshot/boundary_chain.h"

#include "node/base/limits.h"

#include <algorithm>

namespace timecoin {

namespace {

/// The epoch of the block after `tip`, itself of `epoch` (R-MN-2).
std::uint64_t epochAfter(const BlockHeader& tip, std::uint64_t epoch, const Network& network) {
    return std::max(epoch, epochOf(network.slotAfter(tip.timestampMs), network));
}

}  // namespace

BoundaryChain::BoundaryChain(const Network& network, const SignatureScheme& scheme)
    : m_network(network),
      m_scheme(scheme),
      m_header(network.genesisHeader()),
      m_members(network.initialMembers()),
      m_epoch(epochAfter(m_header, 0, network)) {
    m_context.members = m_members;
}

std::optional<SnapshotFault> BoundaryChain::add(const EpochBoundary& boundary) {
    using enum SnapshotFault;
    const BlockHeader& header = boundary.header;
    if (header.height <= m_header.height || header.timestampMs <= m_header.timestampMs)
        return HeightsNotRising;
    if (header.height == m_header.height + 1 && header.previous != m_header.hash())
        return HeightsNotRising;
    if (header.version > kRulesVersion) return NewerRules;

    const HeightContext context{header.height, m_epoch, 0, m_members, {}};
    if (boundary.certificate.block != header.hash() ||
        !checkCertificate(boundary.certificate, {m_network.genesisHash, context, m_scheme}))
        return UncertifiedBoundary;
    const std::uint64_t next = epochAfter(header, m_epoch, m_network);
    if (next == m_epoch) return EpochNotEnded;
    if (registryHash(boundary.next.hash(), boundary.restHash) != header.registryHash)
        return WrongMembers;

    m_header = header;
    m_context = context;
    m_members = boundary.next;
    m_epoch = next;
    return std::nullopt;
}

}  // namespace timecoin
