// How many waiting payments pay how much, as bars. FeeBarsModel is the same as a table. Thread: GUI.
#pragma once

#include "ui/models/mempool_model.h"

#include <QWidget>

namespace timecoin {

class FeeHistogramView : public QWidget {
    Q_OBJECT
public:
    explicit FeeHistogramView(QWidget* parent = nullptr);

    void setHistogram(const FeeHistogram& histogram);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF columnRect(std::size_t bar) const;

    FeeHistogram m_histogram;
};

}  // namespace timecoin
