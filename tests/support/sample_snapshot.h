// A snapshot with everything in it, made by hand: three epochs, a set that changes at each boundary,
// and coins for a few pages. Signed with FastScheme. What a test breaks it can sign again.
#pragma once

#include "node/snapshot/snapshot_writer.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

namespace timecoin {

class SampleSnapshot {
public:
    /// `coins` besides those of the collaterals; together worth what was issued.
    explicit SampleSnapshot(std::uint32_t coins = 2'345);

    const Network& network() const { return net.network; }
    /// Sets and hashes made to fit what the parts say now, and every boundary signed by the set
    /// before it.
    void seal();
    /// What an exporter writes who checks nothing.
    Bytes bytes() const;

    TestNetwork net;
    std::vector<EpochBoundary> boundaries;
    RegistryState registry;  ///< after the last
    std::vector<CoinDelta::Created> coins;
};

/// All quorums of `members` for this header.
CommitCertificate certify(const BlockHeader& header, std::uint64_t epoch,
                          const MasternodeSet& members, const Network& network);

/// Reads `bytes`, to the end or to the first fault.
Result<StoredTip, SnapshotError> readBytes(ByteView bytes, const Network& network,
                                           const SignatureScheme& scheme = fastScheme());

}  // namespace timecoin
