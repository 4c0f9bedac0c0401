#include "tests/support/sample_snapshot.h"

#include "node/chain/merkle.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::uint32_t kMembers = 4;
constexpr std::uint32_t kBoundaries = 3;
constexpr std::uint64_t kRewards = 7;

class ByteSource final : public SnapshotSource {
public:
    explicit ByteSource(ByteView bytes) : m_bytes(bytes) {}
    std::optional<std::size_t> read(std::span<std::uint8_t> into) override {
        const std::size_t size = std::min(into.size(), m_bytes.size());
        std::copy_n(m_bytes.begin(), size, into.begin());
        m_bytes = m_bytes.subspan(size);
        return size;
    }

private:
    ByteView m_bytes;
};

/// The genesis set, of which `changes` members have left and as many joined.
MasternodeSet setAfter(const Network& network, std::uint32_t changes) {
    std::vector<Masternode> members = network.initialMembers().members();
    for (std::uint32_t i = 0; i < changes; ++i) {
        Masternode joined;
        joined.collateral = testOutPoint(500 + i);
        joined.operatorKey = testKey(1'500 + i).publicKey();
        joined.owner = Lock::toKey(testKey(2'500 + i).publicKey());
        joined.payout = joined.owner;
        joined.service = "10.0.0.1:" + std::to_string(1'000 + i);
        members.erase(members.begin());
        members.push_back(joined);
    }
    return MasternodeSet(std::move(members));
}

std::vector<CoinDelta::Created> someCoins(std::uint32_t count, Amount worth) {
    std::vector<CoinDelta::Created> coins;
    const std::uint64_t share = worth.satoshi() / count;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint64_t value = i + 1 < count ? share : worth.satoshi() - share * (count - 1);
        const Lock lock = Lock::toKey(PublicKey{testHash(i % 50).data});
        coins.push_back({testOutPoint(10'000 + i / 3, i % 3),
                         {{*Amount::fromSatoshi(value), lock}, i % 10 == 0 ? 25U : 0U}});
    }
    std::sort(coins.begin(), coins.end(),
              [](const auto& a, const auto& b) { return a.outpoint < b.outpoint; });
    return coins;
}

}  // namespace

CommitCertificate certify(const BlockHeader& header, std::uint64_t epoch,
                          const MasternodeSet& members, const Network& network) {
    CommitCertificate certificate{epoch, header.height, 0, header.hash(), {}};
    for (std::uint32_t i = 0; i < members.quorum(); ++i) {
        const auto member = static_cast<MemberIndex>(i);
        const Commit commit{{epoch, header.height, 0, member, i + 1U}, certificate.block, {}};
        certificate.entries.push_back(
            {member, commit.at.sequence,
             FastScheme::signatureOf(members.at(member).operatorKey,
                                     signingBytes(commit, network.genesisHash))});
    }
    return certificate;
}

SampleSnapshot::SampleSnapshot(std::uint32_t count) : net(testNetwork(kMembers)) {
    const NetworkParams& params = network().params;
    const std::uint64_t epochMs = params.epochSlots * params.blockIntervalMs;
    for (std::uint32_t i = 0; i < kBoundaries; ++i) {
        EpochBoundary boundary;
        boundary.header.height = 10 * i + 7;
        boundary.header.timestampMs = network().genesis.timeMs + (i + 1) * epochMs + 1'000;
        boundary.header.previous = testHash(i);
        boundary.next = setAfter(network(), i + 1);
        boundary.restHash = testHash(100 + i);
        boundaries.push_back(std::move(boundary));
    }
    registry = initialRegistry(network());
    registry.height = boundaries.back().header.height;
    registry.slot = 29;
    registry.epoch = 2;
    registry.members = boundaries.back().next;
    registry.entries.clear();
    for (const Masternode& member : registry.members.members()) {
        MasternodeEntry entry;
        entry.node = member;
        entry.state = MasternodeState::Active;
        registry.entries.push_back(entry);
    }
    registry.mintedSatoshi = kRewards * params.blockReward.satoshi();
    coins = someCoins(count, *issuedBy(registry, network()));
    seal();
}

void SampleSnapshot::seal() {
    boundaries.back().restHash = registry.restHash();
    LtHash set;
    for (const CoinDelta::Created& one : coins) set.add(one.outpoint, one.coin);
    boundaries.back().header.utxoRoot = set.digest();
    MasternodeSet members = network().initialMembers();
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        EpochBoundary& boundary = boundaries[i];
        boundary.header.registryHash = registryHash(boundary.next.hash(), boundary.restHash);
        boundary.certificate = certify(boundary.header, i, members, network());
        members = boundary.next;
    }
}

Bytes SampleSnapshot::bytes() const {
    Writer out;
    out.raw(SnapshotPreamble{network().genesisHash, static_cast<std::uint32_t>(boundaries.size())}
                .bytes());
    for (const EpochBoundary& boundary : boundaries) out.blob(encodeBoundary(boundary));
    out.blob(encoded(registry));
    std::vector<Bytes> pages;
    std::vector<Hash> hashes;
    for (std::uint64_t i = 0; i < pagesOf(coins.size()); ++i) {
        pages.push_back(
            encodePage(std::span(coins).subspan(i * kCoinsPerPage, coinsInPage(coins.size(), i))));
        hashes.push_back(pageHash(i, pages.back()));
    }
    CoinsHead{coins.size(), treeRoot(hashes)}.encode(out);
    for (const Hash& hash : hashes) out.fixed(hash);
    for (const Bytes& page : pages) out.raw(page);
    return out.take();
}

Result<StoredTip, SnapshotError> readBytes(ByteView bytes, const Network& network,
                                           const SignatureScheme& scheme) {
    ByteSource source(bytes);
    return readSnapshot(source, network, scheme, [](const SnapshotItem&) { return true; });
}

}  // namespace timecoin
