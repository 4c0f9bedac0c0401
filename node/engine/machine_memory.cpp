#include "node/engine/machine_memory.h"

#include <algorithm>
#include <unistd.h>

namespace timecoin {

std::uint64_t machineMemoryMiB() {
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageBytes = sysconf(_SC_PAGE_SIZE);
    if (pages <= 0 || pageBytes <= 0) return 0;
    return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageBytes) >> 20;
}

std::uint32_t cacheMiBFor(std::uint32_t wanted, std::uint64_t machineMiB) {
    constexpr std::uint64_t kShare = 64;
    if (wanted > 0) return std::min(wanted, kMaxCacheMiB);
    return static_cast<std::uint32_t>(
        std::clamp<std::uint64_t>(machineMiB / kShare, kMinCacheMiB, kMaxAutoCacheMiB));
}

}  // namespace timecoin
