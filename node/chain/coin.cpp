#include "node/chain/coin.h"

#include "node/base/crypto.h"

namespace timecoin {

namespace {

std::array<std::uint8_t, LtHash::kBytes> expand(const OutPoint& outpoint, const Coin& coin) {
    Writer out;
    outpoint.encode(out);
    coin.encode(out);
    std::array<std::uint8_t, LtHash::kBytes> stream;
    chacha20Stream(hashOf(Domain::Coin, out.bytes()), stream);
    return stream;
}

/// Written out byte by byte so that the sum is the same on machines of either endianness.
std::uint16_t lane(std::span<const std::uint8_t, LtHash::kBytes> bytes, std::size_t index) {
    return static_cast<std::uint16_t>(bytes[2 * index] | (bytes[2 * index + 1] << 8));
}

}  // namespace

void Coin::encode(Writer& out) const {
    output.encode(out);
    out.u64(matureSlot);
}

Coin Coin::decode(Reader& in) {
    Coin coin;
    coin.output = Output::decode(in);
    coin.matureSlot = in.u64();
    return coin;
}

void LtHash::add(const OutPoint& outpoint, const Coin& coin) {
    const auto stream = expand(outpoint, coin);
    for (std::size_t i = 0; i < kLanes; ++i)
        m_lanes[i] = static_cast<std::uint16_t>(m_lanes[i] + lane(stream, i));
}

void LtHash::remove(const OutPoint& outpoint, const Coin& coin) {
    const auto stream = expand(outpoint, coin);
    for (std::size_t i = 0; i < kLanes; ++i)
        m_lanes[i] = static_cast<std::uint16_t>(m_lanes[i] - lane(stream, i));
}

void LtHash::add(const LtHash& other) {
    for (std::size_t i = 0; i < kLanes; ++i)
        m_lanes[i] = static_cast<std::uint16_t>(m_lanes[i] + other.m_lanes[i]);
}

void LtHash::remove(const LtHash& other) {
    for (std::size_t i = 0; i < kLanes; ++i)
        m_lanes[i] = static_cast<std::uint16_t>(m_lanes[i] - other.m_lanes[i]);
}

Hash LtHash::digest() const {
    return hashOf(Domain::CoinSetDigest, encoded(*this));
}

void LtHash::encode(Writer& out) const {
    for (const std::uint16_t value : m_lanes) out.u16(value);
}

LtHash LtHash::decode(Reader& in) {
    LtHash sum;
    const ByteView bytes = in.raw(kBytes);
    if (bytes.size() == kBytes) {
        const auto lanes = bytes.first<kBytes>();
        for (std::size_t i = 0; i < kLanes; ++i) sum.m_lanes[i] = lane(lanes, i);
    }
    return sum;
}

}  // namespace timecoin
