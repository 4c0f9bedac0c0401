#include "tests/bench/scale_data.h"

#include <QCoreApplication>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <iostream>

namespace timecoin {
namespace {

std::string dataFolder() {
    return (QCoreApplication::applicationDirPath() + QStringLiteral("/../bench-data"))
        .toStdString();
}

double clockMs(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

}  // namespace

const BigChain& bigChain() {
    static const BigChain chain(dataFolder(), {},
                                [](const std::string& line) { std::cerr << line << '\n'; });
    return chain;
}

std::string scaleFolder(const std::string& name) {
    const std::string path = dataFolder() + '/' + name;
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
    return path;
}

std::string scaleNodeCopy(const std::string& name) {
    const std::string path = scaleFolder(name);
    std::filesystem::copy(bigChain().nodeFolder(), path);
    return path;
}

Stopwatch::Stopwatch()
    : m_wallMs(clockMs(CLOCK_MONOTONIC)),
      m_cpuMs(clockMs(CLOCK_THREAD_CPUTIME_ID)) {}

double Stopwatch::wallMs() const {
    return clockMs(CLOCK_MONOTONIC) - m_wallMs;
}

double Stopwatch::cpuMs() const {
    return clockMs(CLOCK_THREAD_CPUTIME_ID) - m_cpuMs;
}

double medianOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

double worstOf(const std::vector<double>& values) {
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

}  // namespace timecoin
