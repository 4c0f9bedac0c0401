// What the signs in the lanes mean, as a line of signs and words. Thread: GUI.
#pragma once

#include <QWidget>

namespace timecoin {

class SignLegend : public QWidget {
    Q_OBJECT
public:
    explicit SignLegend(QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry;
    static QVector<Entry> entries();
    /// Paints, or only measures without a painter; the height it takes.
    int flow(int width, QPainter* painter) const;
};

}  // namespace timecoin
