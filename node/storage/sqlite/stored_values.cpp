#include "node/storage/sqlite/stored_values.h"

namespace timecoin {

Bytes encodeContext(const HeightContext& context) {
    Writer out;
    out.u64(context.height);
    out.u64(context.epoch);
    out.u64(context.slot);
    context.members.encode(out);
    out.count(context.demoted.size());
    for (const MemberIndex member : context.demoted) out.u16(member);
    return out.take();
}

std::optional<HeightContext> decodeContext(ByteView bytes) {
    Reader in(bytes);
    HeightContext context;
    context.height = in.u64();
    context.epoch = in.u64();
    context.slot = in.u64();
    context.members = MasternodeSet::decode(in);
    const std::uint32_t count = in.count(kMaxMasternodes, sizeof(MemberIndex));
    for (std::uint32_t i = 0; i < count; ++i) {
        context.demoted.push_back(in.u16());
        if (!context.members.contains(context.demoted.back())) in.fail();
    }
    if (!in.finished()) return std::nullopt;
    return context;
}

std::optional<Coin> decodeCoin(std::uint64_t value, ByteView lock, std::uint64_t mature) {
    const auto amount = Amount::fromSatoshi(value);
    const auto to = decoded<Lock>(lock);
    if (!amount || !to) return std::nullopt;
    return Coin{{*amount, *to}, mature};
}

namespace {

/// Bytes of an outpoint with its coin; a block of kMaxBlockBytes names far fewer than the bound.
constexpr std::size_t kEntryBytes = OutPoint::kEncodedSize + Coin::kEncodedSize;
constexpr std::uint32_t kMaxEntries = 10'000'000;

template <class Entry>
void encodeEntries(Writer& out, const std::vector<Entry>& entries) {
    out.count(entries.size());
    for (const Entry& entry : entries) {
        entry.outpoint.encode(out);
        entry.coin.encode(out);
    }
}

template <class Entry>
void decodeEntries(Reader& in, std::vector<Entry>& entries) {
    const std::uint32_t count = in.count(kMaxEntries, kEntryBytes);
    entries.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const OutPoint outpoint = OutPoint::decode(in);
        entries.push_back({outpoint, Coin::decode(in)});
    }
}

}  // namespace

Bytes encodeDelta(const CoinDelta& delta) {
    Writer out;
    encodeEntries(out, delta.spent);
    encodeEntries(out, delta.created);
    return out.take();
}

std::optional<CoinDelta> decodeDelta(ByteView bytes) {
    Reader in(bytes);
    CoinDelta delta;
    decodeEntries(in, delta.spent);
    decodeEntries(in, delta.created);
    if (!in.finished()) return std::nullopt;
    return delta;
}

}  // namespace timecoin
