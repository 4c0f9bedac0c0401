#include "node/chain/checkpoint.h"

#include <algorithm>

namespace timecoin {

std::string formatCheckpoint(std::uint64_t height, const Hash& block) {
    return std::to_string(height) + ':' + toHex(block);
}

std::optional<Checkpoint> parseCheckpoint(std::string_view text) {
    constexpr std::size_t kMaxDigits = 19;  // so that no height overflows
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon > kMaxDigits) return std::nullopt;
    Checkpoint out;
    for (const char digit : text.substr(0, colon)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        out.height = out.height * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    const auto block = fixedFromHex<Hash>(text.substr(colon + 1));
    if (!block) return std::nullopt;
    out.block = *block;
    return out;
}

std::uint64_t unbondingMs(const NetworkParams& params) {
    return params.unbondingSlots * params.blockIntervalMs;
}

Trust trustIn(std::span<const ChainPoint> points, std::span<const Checkpoint> checkpoints,
              const NetworkParams& params, std::uint64_t wallMs, bool foreignKeys) {
    const ChainPoint& last = points.back();
    // The newest point that is known by more than its certificate.
    const ChainPoint* known = &points.front();
    bool above = false;
    for (const Checkpoint& checkpoint : checkpoints) {
        above = above || checkpoint.height > last.height;
        const auto at = std::find_if(points.begin(), points.end(), [&](const ChainPoint& point) {
            return point.height == checkpoint.height;
        });
        if (at == points.end()) continue;
        if (at->block != checkpoint.block) return Trust::OtherChain;
        if (at->height >= known->height) known = &*at;
    }
    if (above) return Trust::Follow;
    const bool young = wallMs <= known->timestampMs + unbondingMs(params);
    return young || !foreignKeys ? Trust::Trusted : Trust::Needed;
}

}  // namespace timecoin
