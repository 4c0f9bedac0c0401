#include "node/snapshot/snapshot_format.h"

#include "node/base/crypto.h"

#include <algorithm>

namespace timecoin {

std::string_view codeName(SnapshotFault fault) {
    using enum SnapshotFault;
    switch (fault) {
    case Unreadable: return "unreadable";
    case Stopped: return "stopped";
    case NotASnapshot: return "not_a_snapshot";
    case NewerFormat: return "newer_format";
    case OtherGenesis: return "other_genesis";
    case Truncated: return "truncated";
    case Malformed: return "malformed";
    case HeightsNotRising: return "heights_not_rising";
    case EpochNotEnded: return "epoch_not_ended";
    case UncertifiedBoundary: return "uncertified_boundary";
    case WrongMembers: return "wrong_members";
    case WrongRegistry: return "wrong_registry";
    case NewerRules: return "newer_rules";
    case WrongPageList: return "wrong_page_list";
    case WrongPage: return "wrong_page";
    case CoinsNotAscending: return "coins_not_ascending";
    case ImpossibleCoin: return "impossible_coin";
    case WrongCoins: return "wrong_coins";
    case WrongSupply: return "wrong_supply";
    case LeftOver: return "left_over";
    }
    return "unknown";
}

void CoinsHead::encode(Writer& out) const {
    out.u64(coins);
    out.fixed(pageRoot);
}

CoinsHead CoinsHead::decode(Reader& in) {
    CoinsHead head;
    head.coins = in.u64();
    head.pageRoot = in.fixed<Hash>();
    if (head.coins > kMaxSnapshotCoins) in.fail();
    return head;
}

Bytes SnapshotPreamble::bytes() const {
    Writer out;
    out.raw(asBytes(kSnapshotMagic));
    out.u16(kSnapshotVersion);
    out.fixed(genesis);
    out.u32(boundaries);
    return out.take();
}

Result<SnapshotPreamble, SnapshotFault> SnapshotPreamble::read(ByteView bytes,
                                                               const Hash& genesis) {
    Reader in(bytes);
    const ByteView magic = in.raw(kSnapshotMagic.size());
    const ByteView expected = asBytes(kSnapshotMagic);
    if (!std::equal(magic.begin(), magic.end(), expected.begin(), expected.end()))
        return fail(SnapshotFault::NotASnapshot);
    const std::uint16_t version = in.u16();
    if (in.ok() && version > kSnapshotVersion) return fail(SnapshotFault::NewerFormat);
    SnapshotPreamble preamble;
    preamble.genesis = in.fixed<Hash>();
    preamble.boundaries = in.u32();
    if (!in.finished() || version != kSnapshotVersion) return fail(SnapshotFault::Malformed);
    if (preamble.genesis != genesis) return fail(SnapshotFault::OtherGenesis);
    if (preamble.boundaries == 0 || preamble.boundaries > kMaxSnapshotBoundaries)
        return fail(SnapshotFault::Malformed);
    return preamble;
}

Bytes encodeBoundary(const EpochBoundary& boundary) {
    std::vector<Masternode> members = boundary.next.members();
    for (Masternode& member : members) member.service.clear();
    Writer out;
    boundary.header.encode(out);
    boundary.certificate.encode(out);
    MasternodeSet(std::move(members)).encode(out);
    out.fixed(boundary.restHash);
    return out.take();
}

std::optional<EpochBoundary> decodeBoundary(ByteView bytes) {
    Reader in(bytes);
    EpochBoundary boundary;
    boundary.header = BlockHeader::decode(in);
    boundary.certificate = CommitCertificate::decode(in);
    boundary.next = MasternodeSet::decode(in);
    boundary.restHash = in.fixed<Hash>();
    const auto& members = boundary.next.members();
    const bool bare = std::all_of(members.begin(), members.end(),
                                  [](const Masternode& member) { return member.service.empty(); });
    if (!in.finished() || !bare) return std::nullopt;
    return boundary;
}

Bytes encodePage(std::span<const CoinDelta::Created> coins) {
    Writer out;
    for (const CoinDelta::Created& one : coins) {
        one.outpoint.encode(out);
        one.coin.encode(out);
    }
    return out.take();
}

std::optional<std::vector<CoinDelta::Created>> decodePage(ByteView bytes) {
    if (bytes.size() % kPageCoinBytes != 0) return std::nullopt;
    Reader in(bytes);
    std::vector<CoinDelta::Created> coins(bytes.size() / kPageCoinBytes);
    for (CoinDelta::Created& one : coins) {
        one.outpoint = OutPoint::decode(in);
        one.coin = Coin::decode(in);
    }
    if (!in.finished()) return std::nullopt;
    return coins;
}

Hash pageHash(std::uint64_t number, ByteView page) {
    Writer out;
    out.u64(number);
    return Hasher(Domain::SnapshotPage).add(out.bytes()).add(page).finish();
}

}  // namespace timecoin
