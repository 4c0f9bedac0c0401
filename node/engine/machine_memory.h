// How much memory the chain database may use.
#pragma once

#include <cstdint>

namespace timecoin {

inline constexpr std::uint32_t kMinCacheMiB = 16;
inline constexpr std::uint32_t kMaxAutoCacheMiB = 128;
inline constexpr std::uint32_t kMaxCacheMiB = 512;

/// Physical memory of this machine; 0 when the system does not tell.
std::uint64_t machineMemoryMiB();

/// (R-STO-10) For coins and pages together. `wanted` 0: a 64th of the machine's memory, between
/// kMinCacheMiB and kMaxAutoCacheMiB; otherwise at most kMaxCacheMiB.
std::uint32_t cacheMiBFor(std::uint32_t wanted, std::uint64_t machineMiB);

}  // namespace timecoin
