package lib;

public class Odd extends app.Machine.Shape {
    @Override
    public int grow(int by) { Hidden.state = Hidden.state * 2 + by; return by; }
}
